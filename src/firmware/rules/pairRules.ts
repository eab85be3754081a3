import { phrase } from '../../base/phrase';
import { POWER_OFF } from '../../base/powerOff';
import { isVersionAtLeast } from '../../base/versionNumber';
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

/** The release of the board's tool that learned `load_fff`. Source: `run` in the tool of the firmware’s tag v1.18.1.r5. */
const KNOWS_LOAD_FFF = '1.2.0';

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
    when: 'name or content speak of 5.2-48829, or the size is that of its first half, and which half it is cannot be told',
    source: `${DOCUMENTATION}: updating to CAT-M1 5.2-48829, "has to be done in two steps"; ${FORUM}: the first has 416,448 bytes`,
    applies: ({ image }) => image.stepOfPair === 'unknown',
    sentence: ({ imageName }) =>
      phrase(
        '{file} belongs to the two steps to 5.2-48829, and whether it is the first or the second cannot be told.',
        {
          file: imageName,
        },
      ),
    alternative: () =>
      phrase(
        'Give both files the names under which they were published, CATM1-5.2-48829-1.dup and CATM1-5.2-48829-2.dup. The first has 416,448 bytes.',
      ),
  },
  {
    id: 'pair-incomplete',
    effect: 'refuse',
    when: 'the first of two steps without the second',
    source: `${DOCUMENTATION}: updating to CAT-M1 5.2-48829`,
    applies: ({ image, otherHalf }) => image.stepOfPair === 1 && !otherHalf,
    sentence: ({ imageName }) =>
      phrase('{file} is the first of two steps; after it alone the modem is half upgraded.', {
        file: imageName,
      }),
    alternative: () => phrase('Give both files, …-1.dup and …-2.dup, in one go.'),
  },
  {
    id: 'second-half-alone',
    effect: 'refuse',
    when: 'the second of two steps on a modem that the first did not leave so',
    source: `${DOCUMENTATION}: updating to CAT-M1 5.2-48829`,
    applies: (situation) => secondAlone(situation) && !firstMayBeDone(situation),
    sentence: ({ imageName }) =>
      phrase('{file} is the second of two steps, and the first was not done.', { file: imageName }),
    alternative: () => phrase('Give both files, …-1.dup and …-2.dup, in one go.'),
  },
  {
    id: 'two-steps-from-unknown',
    effect: 'refuse',
    when: 'any way to 5.2-48829 from a modem that runs and does not tell its build or its family',
    source: `${DOCUMENTATION}: from 33080 to 41065 "before you go to any other version such as 48829"; ${FORUM}`,
    applies: (situation) => leadsToTwoStepBuild(situation) && runsUnknownFirmware(situation),
    sentence: (situation) =>
      phrase('The modem does not tell {what}, and from some builds the way to 5.2-48829 loses it for good.', {
        what: whatIsUnknown(situation),
      }),
    alternative: () =>
      phrase('{powerOff} and read it again: only a modem that tells what it runs may go there.', {
        powerOff: POWER_OFF,
      }),
  },
  {
    id: 'two-steps-by-card-or-uart',
    effect: 'refuse',
    when: 'the two-step upgrade by /flash or wireless',
    source: `${DOCUMENTATION}: "you can only use the steps for SD Card or USB"`,
    applies: ({ image, method }) =>
      image.stepOfPair !== null && (method === 'flash' || method === 'wireless'),
    sentence: () => phrase('The two-step upgrade works only from an SD card or over UART.'),
    alternative: () => phrase('Use an SD card or UART.'),
  },
  {
    id: 'two-steps-need-load-fff',
    effect: 'refuse',
    when: 'the two-step upgrade by a board whose tool is older than 1.2.0',
    source: `${DOCUMENTATION}: "you have to also specify load_fff=False"; the tool has it since 1.2.0`,
    applies: ({ image, method, toolVersion }) =>
      image.stepOfPair === 1 &&
      method === 'sd' &&
      toolVersion !== null &&
      !isVersionAtLeast(toolVersion, KNOWS_LOAD_FFF),
    sentence: ({ toolVersion }) =>
      phrase('The board’s own tool {version} cannot do the first of the two steps.', {
        version: orUnknown(toolVersion),
      }),
    alternative: () => phrase('Use UART, or update the board’s firmware first.'),
  },
];

export const PAIR_QUESTIONS: readonly Rule[] = [
  {
    id: 'two-step-record',
    effect: 'danger',
    when: 'any way to 5.2-48829',
    source: `${FORUM}: most modems that never answered again did so after CATM1-5.2-48829-1.dup`,
    applies: (situation) => leadsToTwoStepBuild(situation) && situation.image.stepOfPair !== 2,
    sentence: () => phrase('No other upgrade has cost as many modems as the one to 5.2-48829.'),
    consequence: () =>
      phrase('Several users’ modems never answered again after its first step, and nobody repairs them.'),
  },
  {
    id: 'two-steps-on-steady-power',
    effect: 'danger',
    when: 'the first of two steps',
    source: `${FORUM}: modems lost between the two steps; ${DOCUMENTATION}: "Do not disconnect power"`,
    applies: ({ image }) => image.stepOfPair === 1,
    sentence: () =>
      phrase('Between the two steps the power must not fail: no hub, no long cable, no flat battery.'),
    consequence: () => phrase('A modem that loses power there may never answer again.'),
  },
  {
    id: 'pair-in-recovery',
    effect: 'danger',
    when: 'the first of two steps meets a modem in recovery',
    source: `${TOOL}: a modem in recovery needs a full image; the first of the two has 416,448 bytes`,
    applies: ({ image, modem }) => image.stepOfPair === 1 && modem.state === 0,
    sentence: () =>
      phrase('A modem in recovery needs a full image, which the first of two steps may not be.'),
    consequence: () =>
      phrase('It may stay in recovery. CATM1-41065.dup with its updater.elf is the surer first step.'),
  },
  {
    id: 'second-half-continues',
    effect: 'danger',
    when: 'the second of two steps alone, on a modem that the first may have left so',
    source: `${DOCUMENTATION}: 39529, or "something similar", is shown after the first step`,
    applies: (situation) => secondAlone(situation) && firstMayBeDone(situation),
    sentence: ({ imageName }) =>
      phrase('{file} is the second of two steps; whether the first was done cannot be read.', {
        file: imageName,
      }),
    consequence: () =>
      phrase(
        'If it was not, the modem may not start any more. If you are not sure, choose both files: the first step can be repeated.',
      ),
  },
  {
    id: 'second-half-due',
    effect: 'danger',
    when: 'another image than the second of two steps, on a modem that is known to wait for that one',
    source: `${FORUM}: modems lost between the two steps`,
    applies: (situation) =>
      situation.secondHalfDue &&
      situation.image.stepOfPair === null &&
      runsFirmware(situation) &&
      !situation.followsAnother,
    sentence: ({ imageName }) =>
      phrase('The modem waits for the second of two steps, and {file} is another image.', {
        file: imageName,
      }),
    consequence: () =>
      phrase(
        'Half upgraded as it is, it may never answer again after it. Go on with the second of the two files.',
      ),
  },
];
