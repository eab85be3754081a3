import { phrase } from '../../base/phrase';
import { POWER_OFF } from '../../base/powerOff';
import { FIRST_HALF_BYTES, TWO_STEP_BUILD } from '../catalogue';
import { isForThisChip, majorOf } from '../chip';
import { holdsApplication, isDifference } from '../dupContainer';
import { parseImageName } from '../imageName';
import type { Situation } from '../situation';
import {
  DOCUMENTATION,
  FACTORY_BUILD,
  FIRST_STOP_BUILD,
  FORUM,
  fromFactory,
  hasFactoryBootrom,
  isFull,
  leadsToTwoStepBuild,
  namedTarget,
  orUnknown,
  type Rule,
  runsFirmware,
  TOOL,
  VENDOR,
} from './rule';

const UNREACHABLE_BUILD = '50523';

/** What the modem's state and its bootrom demand, whatever the way. */
export const NOT_DETECTED: Rule = {
  id: 'modem-not-detected',
  effect: 'refuse',
  when: 'the modem doesn’t report its state',
  source: `${DOCUMENTATION}: retrying`,
  applies: ({ modem }) => modem.state === null,
  sentence: () => phrase('The modem doesn’t report its state.'),
  alternative: ({ throughBoard, mayInstall }) =>
    mayInstall
      ? phrase(
          'It may still be installing the image. Leave the power on, and read the modem again in half an hour. Only if it’s still silent an hour after it received the image: {powerOff} and read it again.',
          { powerOff: POWER_OFF },
        )
      : throughBoard
        ? phrase(
            '{powerOff} and read the modem again. If that doesn’t help, the board’s tool can’t read this modem. With a cable, type "from network import LTE; LTE.modem_upgrade_mode()" at the board’s prompt, close the terminal, and read the modem again.',
            { powerOff: POWER_OFF },
          )
        : phrase('{powerOff} and read the modem again.', { powerOff: POWER_OFF }),
};

/** Images and modems of another chip look alike, and nobody brings a modem back that took an image of one. */
export const OTHER_CHIP: readonly Rule[] = [
  {
    id: 'modem-of-another-chip',
    effect: 'refuse',
    when: 'the modem runs a version other than 5 or 6',
    source: `${VENDOR}: 8.x runs on another chip, the GM02`,
    applies: ({ modem }) => !isForThisChip(majorOf(modem.lr) ?? majorOf(modem.ue)),
    sentence: ({ modem }) =>
      phrase('This modem runs {version}, so it isn’t the SQN3330 of Pycom’s boards.', {
        version: orUnknown(modem.lr ?? modem.ue),
      }),
    alternative: () => phrase('Use the manufacturer’s tools. This extension doesn’t support this modem.'),
  },
  {
    id: 'image-of-another-chip',
    effect: 'refuse',
    when: 'the image installs a version other than 5 or 6',
    source: `${VENDOR}: 8.x is for another chip, the GM02`,
    applies: ({ image, imageName }) =>
      !isForThisChip(majorOf(image.version)) || !isForThisChip(parseImageName(imageName).major),
    sentence: ({ image, imageName }) =>
      image.version === null
        ? phrase('{file} is firmware for another chip.', { file: imageName })
        : phrase('{file} contains {version}, which is firmware for another chip.', {
            file: imageName,
            version: image.version,
          }),
    alternative: () => phrase('Choose an image of version 5 (CAT-M1) or 6 (NB-IoT).'),
  },
];

/** One that brings none leaves the modem without a program that it could start. */
export const NO_APPLICATION: Rule = {
  id: 'no-application',
  effect: 'refuse',
  when: 'the file contains neither the modem’s application nor a difference, for example only a bootrom',
  source: `${FORUM}: "crash loop" after a bootrom alone; only the first of two steps, of 416,448 bytes, may have none`,
  applies: ({ image }) => hasNoApplication(image),
  sentence: ({ imageName }) => phrase('{file} doesn’t contain the modem’s application.', { file: imageName }),
  alternative: () => phrase('Choose a complete full image, about five megabytes in size.'),
};

function hasNoApplication({ kind, blocks, stepOfPair, size, publishedAs }: Situation['image']): boolean {
  const parts = blocks.filter(({ magic }) => magic !== 'PACK');
  if (publishedAs !== undefined || parts.some(holdsApplication) || parts.some(isDifference)) return false;
  if (parts.length > 0 && parts.every(({ name }) => /\bbootrom\b/i.test(name))) return true;
  return kind !== 'differential' && !(stepOfPair === 1 && size === FIRST_HALF_BYTES);
}

export const UNREACHABLE: Rule = {
  id: 'unreachable-build',
  effect: 'refuse',
  when: 'the image installs 5.4.1.0-50523',
  source: `${DOCUMENTATION}: 5.4.1.0-50523, "not possible to update the modem to that version"`,
  // A date in a name has those digits, too: 20250523.
  applies: ({ image, imageName }) =>
    image.targetBuild === UNREACHABLE_BUILD ||
    (image.publishedAs === undefined && new RegExp(`(?<!\\d)${UNREACHABLE_BUILD}(?!\\d)`).test(imageName)),
  sentence: () =>
    phrase('No modem can be upgraded to CAT-M1 5.4.1.0-50523. It only ships with the newest products.'),
  alternative: () => phrase('Choose an image of another build.'),
};

export const BOOTROM_RULES: readonly Rule[] = [
  {
    id: 'factory-goes-to-41065-first',
    effect: 'refuse',
    when: 'a modem with build 33080 gets anything newer than CAT-M1 41065, full or differential',
    source: `${DOCUMENTATION}: from 33080 to 41065 "before you go to any other version such as 48829"`,
    applies: (situation) =>
      fromFactory(situation) &&
      situation.image.family !== 'NB-IoT' &&
      (leadsToTwoStepBuild(situation) || Number(situation.image.targetBuild ?? 0) > Number(FIRST_STOP_BUILD)),
    sentence: (situation) =>
      phrase('A modem with build 33080 must be upgraded to 41065 before {target}.', {
        target: leadsToTwoStepBuild(situation) ? TWO_STEP_BUILD : namedTarget(situation),
      }),
    alternative: () => phrase('Upgrade to 41065 first (upgdiff_33080-to-41065.dup or CATM1-41065.dup).'),
  },
  {
    id: 'recovery-needs-updater',
    effect: 'refuse',
    when: 'the modem is in recovery and no updater is chosen',
    source: `${TOOL}: "Your modem is in recovery mode. Please specify updater.elf file"`,
    applies: ({ modem, updater }) => modem.state === 0 && updater === 'none',
    sentence: () => phrase('The modem is in recovery: it needs a full image and updater.elf.'),
    alternative: () =>
      phrase('Put updater.elf from the same archive into the image’s folder, or choose both files together.'),
  },
  {
    id: 'mirror-cannot-replace-bootrom',
    effect: 'refuse',
    when: 'a full image is for a modem with the factory bootrom, and the board is already in MIRROR mode',
    source: `${TOOL}: the board replaces the factory bootrom before it mirrors`,
    applies: (situation) =>
      isFull(situation) &&
      runsFirmware(situation) &&
      hasFactoryBootrom(situation) &&
      (!situation.throughBoard || (situation.method === 'uart' && situation.followsAnother)),
    sentence: () =>
      phrase('The factory bootrom 33080 must be replaced first, and only the board itself can do that.'),
    alternative: ({ followsAnother }) =>
      followsAnother
        ? phrase(
            'Upgrade with the first image only. {powerOff} and continue with the next image through the board.',
            {
              powerOff: POWER_OFF,
            },
          )
        : phrase('{powerOff}, so that the board restarts. Then start again.', {
            powerOff: POWER_OFF,
          }),
  },
  {
    id: 'tool-leaves-bootrom',
    effect: 'refuse',
    when: 'a full image over UART for bootrom and build 33080, on a board with tool 1.2.5 (1.18.2.r4 to 1.18.3, 1.20.0.rc9 to rc11)',
    source: `${TOOL} 1.2.5: "FFH mode is not necessary... ignoring!" where bootrom and firmware both are 33080`,
    applies: (situation) =>
      isFull(situation) &&
      situation.method === 'uart' &&
      situation.tool?.leavesFactoryBootrom === true &&
      fromFactory(situation) &&
      (situation.modem.bootrom ?? FACTORY_BUILD) === FACTORY_BUILD &&
      runsFirmware(situation),
    sentence: ({ toolVersion }) =>
      phrase(
        'Over UART, the board’s own tool {version} doesn’t replace the factory bootrom 33080, and a full image fails with that bootrom.',
        { version: orUnknown(toolVersion) },
      ),
    alternative: () =>
      phrase(
        'Upgrade from an SD card with the same files, use a differential image from 33080, or update the board’s firmware first.',
      ),
  },
  {
    id: 'tool-leaves-recovery-slow',
    effect: 'refuse',
    when: 'an upgrade over UART of a modem in recovery, on a board with tool 1.2.3 (1.18.2.r2 and r3, 1.20.0.rc8)',
    source: `${TOOL} 1.2.3: it asks for the rate that the modem has already, 115200 baud; MIRROR mode is fixed at 921600 (modlte.c)`,
    applies: (situation) =>
      situation.method === 'uart' &&
      situation.throughBoard &&
      situation.tool?.leavesRecoverySlow === true &&
      (situation.modem.state === 0 ||
        (isFull(situation) && runsFirmware(situation) && hasFactoryBootrom(situation))),
    sentence: ({ toolVersion }) =>
      phrase(
        'The board’s own tool {version} leaves a modem in recovery at 115200 baud. MIRROR mode always uses 921600 baud, so it can’t reach the modem.',
        { version: orUnknown(toolVersion) },
      ),
    alternative: () =>
      phrase('Upgrade from an SD card with the same files, or update the board’s firmware first.'),
  },
  {
    id: 'full-from-factory-needs-updater',
    effect: 'refuse',
    when: 'a full image is for a modem with build or bootrom 33080, and no updater is chosen',
    source: `${DOCUMENTATION}: "If you are updating from version 33080, use the updater.elf file as well"`,
    applies: (situation) =>
      isFull(situation) &&
      runsFirmware(situation) &&
      hasFactoryBootrom(situation) &&
      situation.updater === 'none',
    sentence: () => phrase('This modem has the factory bootrom 33080: a full image also needs updater.elf.'),
    alternative: () =>
      phrase(
        'Put updater.elf from the same archive into the image’s folder, or use a differential image that starts from the modem’s build.',
      ),
  },
];
