import { phrase } from '../../base/phrase';
import { POWER_OFF } from '../../base/powerOff';
import { knownBuild } from '../catalogue';
import type { Situation } from '../situation';
import {
  BUILD_BETWEEN_THE_STEPS,
  DOCUMENTATION,
  FORUM,
  leadsToTwoStepBuild,
  type Rule,
  runsFirmware,
  runsUnknownFirmware,
  TOOL,
  orUnknown,
  whatIsUnknown,
} from './rule';

const secondAlone = ({ image, otherHalf }: Situation): boolean => image.stepOfPair === 2 && !otherHalf;
/** In the middle of a transfer, or as the first half leaves it: at 39529, or at what the documentation calls similar. */
const firstMayBeDone = ({ modem }: Situation): boolean =>
  modem.state === 0 ||
  modem.state === 4 ||
  modem.build === BUILD_BETWEEN_THE_STEPS ||
  (modem.build !== null && knownBuild(modem.build) === undefined);

/** CAT-M1 5.2-48829 comes in two images. */
export const PAIR_REFUSALS: readonly Rule[] = [
  {
    id: 'half-unknown',
    effect: 'refuse',
    when: 'the file’s name, content or size belongs to 5.2-48829, but doesn’t show which half it is',
    source: `${DOCUMENTATION}: updating to CAT-M1 5.2-48829, "has to be done in two steps"; ${FORUM}: the first has 416,448 bytes`,
    applies: ({ image }) => image.stepOfPair === 'unknown',
    sentence: ({ imageName }) =>
      phrase(
        '{file} belongs to the two-step upgrade to 5.2-48829, but doesn’t show whether it is the first or the second file.',
        {
          file: imageName,
        },
      ),
    alternative: () =>
      phrase(
        'Rename both files to their published names, CATM1-5.2-48829-1.dup and CATM1-5.2-48829-2.dup. The first has 416,448 bytes.',
      ),
  },
  {
    id: 'pair-incomplete',
    effect: 'refuse',
    when: 'only the first of two steps is chosen',
    source: `${DOCUMENTATION}: updating to CAT-M1 5.2-48829`,
    applies: ({ image, otherHalf }) => image.stepOfPair === 1 && !otherHalf,
    sentence: ({ imageName }) =>
      phrase(
        '{file} is only the first of two steps. Without the second one, the modem is left half upgraded.',
        {
          file: imageName,
        },
      ),
    alternative: () => phrase('Choose both files, …-1.dup and …-2.dup, together.'),
  },
  {
    id: 'second-half-alone',
    effect: 'refuse',
    when: 'only the second of two steps is chosen, and the first wasn’t done',
    source: `${DOCUMENTATION}: updating to CAT-M1 5.2-48829`,
    applies: (situation) => secondAlone(situation) && !firstMayBeDone(situation),
    sentence: ({ imageName }) =>
      phrase('{file} is the second of two steps, but the first step hasn’t been done.', { file: imageName }),
    alternative: () => phrase('Choose both files, …-1.dup and …-2.dup, together.'),
  },
  {
    id: 'two-steps-from-unknown',
    effect: 'refuse',
    when: 'any upgrade to 5.2-48829 of a modem that runs, but doesn’t report its build or its family',
    source: `${DOCUMENTATION}: from 33080 to 41065 "before you go to any other version such as 48829"; ${FORUM}`,
    applies: (situation) => leadsToTwoStepBuild(situation) && runsUnknownFirmware(situation),
    sentence: (situation) =>
      phrase('The modem doesn’t report {what}. From some builds, an upgrade to 5.2-48829 bricks the modem.', {
        what: whatIsUnknown(situation),
      }),
    alternative: () =>
      phrase('{powerOff} and read the modem again. This upgrade needs a modem that reports its version.', {
        powerOff: POWER_OFF,
      }),
  },
  {
    id: 'two-steps-by-card-or-uart',
    effect: 'refuse',
    when: 'the two-step upgrade through /flash or Wi-Fi',
    source: `${DOCUMENTATION}: "you can only use the steps for SD Card or USB"`,
    applies: ({ image, method }) =>
      image.stepOfPair !== null && (method === 'flash' || method === 'wireless'),
    sentence: () => phrase('The two-step upgrade works only from an SD card or over UART.'),
    alternative: () => phrase('Use an SD card or UART.'),
  },
  {
    id: 'two-steps-need-load-fff',
    effect: 'refuse',
    when: 'the two-step upgrade by a board with a tool older than 1.2.0',
    source: `${DOCUMENTATION}: "you have to also specify load_fff=False"; the tool has it since 1.2.0`,
    applies: ({ image, method, tool }) =>
      image.stepOfPair === 1 && method === 'sd' && tool !== null && !tool.takesArguments,
    sentence: ({ toolVersion }) =>
      phrase('The board’s own tool {version} doesn’t support the first of the two steps.', {
        version: orUnknown(toolVersion),
      }),
    alternative: () => phrase('Use UART, or update the board’s firmware first.'),
  },
];

export const PAIR_QUESTIONS: readonly Rule[] = [
  {
    id: 'two-step-record',
    effect: 'danger',
    when: 'any upgrade to 5.2-48829',
    source: `${FORUM}: most modems that never answered again did so after CATM1-5.2-48829-1.dup`,
    applies: (situation) => leadsToTwoStepBuild(situation) && situation.image.stepOfPair !== 2,
    sentence: () => phrase('The upgrade to 5.2-48829 has bricked more modems than any other.'),
    consequence: () =>
      phrase(
        'Several users’ modems never answered again after the first step. A bricked modem can’t be repaired.',
      ),
  },
  {
    id: 'two-steps-on-steady-power',
    effect: 'danger',
    when: 'the first of two steps',
    source: `${FORUM}: modems lost between the two steps; ${DOCUMENTATION}: "Do not disconnect power"`,
    applies: ({ image }) => image.stepOfPair === 1,
    sentence: () =>
      phrase('The power must not fail between the two steps: use no hub, no long cable and no weak battery.'),
    consequence: () => phrase('If it does, the modem may never answer again.'),
  },
  {
    id: 'pair-in-recovery',
    effect: 'danger',
    when: 'the first of two steps, on a modem in recovery',
    source: `${TOOL}: a modem in recovery needs a full image; the first of the two has 416,448 bytes`,
    applies: ({ image, modem }) => image.stepOfPair === 1 && modem.state === 0,
    sentence: () =>
      phrase('A modem in recovery needs a full image, and the first of the two files may not be one.'),
    consequence: () =>
      phrase(
        'The modem may stay in recovery. Upgrading with CATM1-41065.dup and its updater.elf first is safer.',
      ),
  },
  {
    id: 'second-half-continues',
    effect: 'danger',
    when: 'only the second of two steps is chosen, and the first may have been done',
    source: `${DOCUMENTATION}: 39529, or "something similar", is shown after the first step`,
    applies: (situation) => secondAlone(situation) && firstMayBeDone(situation),
    sentence: ({ imageName }) =>
      phrase(
        '{file} is the second of two steps, and the modem doesn’t show whether the first step was done.',
        {
          file: imageName,
        },
      ),
    consequence: () =>
      phrase(
        'If it wasn’t, the modem may never start again. If you aren’t sure, choose both files: the first step can be repeated.',
      ),
  },
  {
    id: 'second-half-due',
    effect: 'danger',
    when: 'another image than the second of two steps, on a modem that is known to wait for it',
    source: `${FORUM}: modems lost between the two steps`,
    applies: (situation) =>
      situation.secondHalfDue &&
      situation.image.stepOfPair === null &&
      runsFirmware(situation) &&
      !situation.followsAnother,
    sentence: ({ imageName }) =>
      phrase('The modem is waiting for the second of two steps, but {file} is a different image.', {
        file: imageName,
      }),
    consequence: () =>
      phrase(
        'The modem is half upgraded. With another image, it may never answer again. Continue with the second of the two files.',
      ),
  },
];
