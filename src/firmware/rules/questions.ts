import { type Phrase, phrase } from '../../base/phrase';
import { knownBuild } from '../catalogue';
import type { Situation } from '../situation';
import {
  DOCUMENTATION,
  isFull,
  ISSUES,
  namedBuild,
  namedGoal,
  orUnknown,
  type Rule,
  runsFirmware,
  runsUnknownFirmware,
  whatIsUnknown,
} from './rule';

/** Whether the plan changes the build at all; asked once, of its first image. */
const changesBuild = ({ modem, goal, followsAnother }: Situation): boolean =>
  !followsAnother && modem.build !== null && modem.build !== goal.build;

/** What goes well, and yet is asked about. */
export const QUESTIONS: readonly Rule[] = [
  {
    id: 'no-way-back',
    effect: 'danger',
    when: 'no published file is known for the build that the modem runs, for example 33080, 43818, 46470 and 50523',
    source: `${ISSUES}: "now I’m stuck with it"`,
    applies: (situation) => changesBuild(situation) && knownBuild(situation.modem.build)?.published !== true,
    sentence: (situation) =>
      knownBuild(situation.modem.build)
        ? phrase('Build {build} was never published.', { build: namedBuild(situation) })
        : phrase('No published file of build {build} is known.', { build: namedBuild(situation) }),
    consequence: (situation) =>
      phrase('You can’t go back to {build} afterwards.', { build: namedBuild(situation) }),
  },
  {
    id: 'family-switch',
    effect: 'ask',
    when: 'the plan switches between CAT-M1 and NB-IoT',
    source: `${DOCUMENTATION}: LR5 is CAT-M1, LR6 is NB-IoT; "cannot be used interchangable"`,
    applies: ({ modem, goal, followsAnother }) =>
      !followsAnother && modem.family !== null && goal.family !== null && modem.family !== goal.family,
    sentence: ({ modem, goal }) =>
      phrase('This switches the modem from {from} to {to}.', {
        from: orUnknown(modem.family),
        to: orUnknown(goal.family),
      }),
    consequence: () =>
      phrase('It will then work only in the other kind of network, until you switch it back.'),
  },
  {
    id: 'same-version',
    effect: 'ask',
    when: 'the modem already runs the build that the plan installs',
    source: 'nothing would change',
    applies: ({ modem, goal, followsAnother }) =>
      !followsAnother && modem.build !== null && modem.build === goal.build,
    sentence: (situation) =>
      phrase('The modem already runs build {build}.', { build: namedBuild(situation) }),
    consequence: () => phrase('The same firmware would be written again, with the same risk and no benefit.'),
  },
  {
    id: 'downgrade',
    effect: 'ask',
    when: 'the plan installs an older build of the same family',
    source: 'users asked for a way back to the shipped version',
    applies: (situation) =>
      changesBuild(situation) &&
      situation.goal.build !== null &&
      (situation.goal.family === null ||
        situation.modem.family === null ||
        situation.goal.family === situation.modem.family) &&
      Number(situation.goal.build) < Number(situation.modem.build),
    sentence: (situation) =>
      phrase('Build {target} is older than {build}.', {
        target: namedGoal(situation),
        build: namedBuild(situation),
      }),
    consequence: () => phrase('Bugs fixed in the newer firmware will return.'),
  },
  {
    id: 'unknown-build',
    effect: 'danger',
    when: 'the image installs a build that nobody is known to run, or doesn’t say which',
    source: `${DOCUMENTATION} and ${ISSUES}: the builds that are known`,
    applies: ({ image, goal, followsAnother }) =>
      !followsAnother && image.stepOfPair === null && knownBuild(goal.build) === undefined,
    sentence: ({ goal, imageName }) =>
      goal.build === null
        ? phrase('{file} doesn’t say which build it installs.', { file: imageName })
        : phrase('Build {build} is unknown.', { build: goal.build }),
    consequence: () => phrase('It’s unknown what this build does to the modem, and whether you can go back.'),
  },
  {
    id: 'still-applying',
    effect: 'danger',
    when: 'the modem reports for longer than five minutes that it’s installing an image',
    source: `${DOCUMENTATION}: silences of five minutes, "Do not disconnect power"`,
    applies: ({ modem, followsAnother }) => !followsAnother && modem.applying,
    sentence: () => phrase('The modem reports that it’s still installing an image.'),
    consequence: () =>
      phrase('Starting now would interrupt it. Leave the power on and read the modem again in five minutes.'),
  },
  {
    id: 'may-be-installing',
    effect: 'danger',
    when: 'an upgrade stopped less than an hour ago while the modem may have been installing an image, and the modem doesn’t run it yet',
    source: `${DOCUMENTATION}: silences of five minutes, "Do not disconnect power"; the field’s tool waits for half an hour`,
    applies: ({ modem, mayInstall, followsAnother }) =>
      !followsAnother && mayInstall && modem.state !== null && !modem.applying,
    sentence: () => phrase('The last upgrade stopped while the modem may have been installing an image.'),
    consequence: () =>
      phrase(
        'If the modem is still working on that image, starting now interrupts it. Leave the power on and read the modem again in half an hour. One hour after that upgrade, this warning is gone.',
      ),
  },
  {
    id: 'firmware-unknown',
    effect: 'danger',
    when: 'a full image is for a modem that runs, but doesn’t report its build or its family',
    source: `${DOCUMENTATION}: the rules for 33080, for CAT-M1 and NB-IoT; ${ISSUES}: builds without a way back`,
    applies: (situation) => isFull(situation) && runsUnknownFirmware(situation) && !situation.followsAnother,
    sentence: (situation) =>
      phrase('The modem runs, but doesn’t report {what}.', { what: whatIsUnknown(situation) }),
    consequence: () =>
      phrase(
        'Read the modem again first. On a modem with factory build 33080, a full image fails without updater.elf, and newer builds need 41065 first. If the modem belongs to the other family (CAT-M1 or NB-IoT), it will work only in the other networks afterwards. If its build was never published, you can’t go back.',
      ),
  },
  {
    id: 'bootrom-unknown',
    effect: 'danger',
    when: 'a full image is for a modem that runs, but doesn’t report its bootrom, so no updater is used',
    source: `${DOCUMENTATION}: "If you are updating from version 33080, use the updater.elf file as well"`,
    applies: (situation) => isFull(situation) && runsFirmware(situation) && situation.modem.bootrom === null,
    sentence: () => phrase('The modem doesn’t report its bootrom.'),
    consequence: () =>
      phrase(
        'With the factory bootrom 33080, a full image fails without updater.elf, and updater.elf is used only if the bootrom is known.',
      ),
  },
  {
    id: 'old-board-firmware',
    effect: 'ask',
    when: 'the board’s own tool is older than 1.2.5',
    source: `${ISSUES}: handshakes and signatures of older tools; fixed with board firmware 1.18.2.r4`,
    applies: ({ tool, followsAnother }) => !followsAnother && tool !== null && !tool.proven,
    sentence: ({ toolVersion }) =>
      phrase('The board’s own upgrade tool is version {version}, which fails more often than later ones.', {
        version: orUnknown(toolVersion),
      }),
    consequence: () =>
      phrase(
        'If the upgrade fails, you’ll have to repeat it. It’s safer to update the board’s firmware first.',
      ),
  },
  {
    id: 'doubtful-image',
    effect: 'danger',
    when: 'name and content contradict each other, or the layout is unknown',
    source:
      'no genuine differential image was ever looked into; what is called one and is full obeys the rules for both',
    applies: ({ image }) => image.findings.length > 0,
    sentence: ({ image, imageName }) =>
      joined(image.findings) ?? phrase('{file} has something unusual.', { file: imageName }),
    consequence: () => phrase('If it isn’t made for this modem, the modem may never start again.'),
  },
  {
    id: 'doubtful-updater',
    effect: 'danger',
    when: 'the updater doesn’t look like one for this modem',
    source: 'genuine updaters are 32-bit big-endian ELF files for machine 0x00A7',
    applies: ({ updater }) => updater === 'doubtful',
    sentence: () => phrase('The updater doesn’t look like one for this modem.'),
    consequence: () => phrase('The modem may refuse it and stay in recovery.'),
  },
  {
    id: 'updater-of-another-package',
    effect: 'ask',
    when: 'the updater was in another folder or archive than the image',
    source: 'updater.elf differs from archive to archive (306,076, 371,307 and 429,340 bytes were seen)',
    applies: ({ updater, updaterOrigin }) => updater !== 'none' && updaterOrigin === 'another',
    sentence: ({ imageName }) =>
      phrase('The updater isn’t from the same folder or archive as {file}.', { file: imageName }),
    consequence: () =>
      phrase('Each archive has its own updater. With the updater of another archive, the upgrade may fail.'),
  },
  {
    id: 'several-updaters',
    effect: 'danger',
    when: 'more than one updater is next to the image',
    source: 'updater.elf differs from archive to archive',
    applies: ({ updater, otherUpdaters }) => updater !== 'none' && otherUpdaters > 0,
    sentence: ({ imageName }) =>
      phrase('There’s more than one updater next to {file}, and nothing shows which one belongs to it.', {
        file: imageName,
      }),
    consequence: () =>
      phrase(
        'With the updater of another archive, the upgrade may fail. Keep each archive in its own folder.',
      ),
  },
];

function joined(findings: readonly Phrase[]): Phrase | undefined {
  const [first, ...rest] = findings;
  return first && rest.reduce((before, next) => phrase('{before} {next}', { before, next }), first);
}
