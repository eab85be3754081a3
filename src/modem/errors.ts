import { type Phrase, phrase } from '../base/phrase';
import { POWER_OFF, POWER_OFF_AND_REPEAT } from '../base/powerOff';
import { UpgradeError } from '../base/upgradeError';

export const modemErrors = {
  silent: (seconds: number): UpgradeError =>
    new UpgradeError({
      code: 'MODEM_SILENT',
      sentence: phrase('The modem did not answer for {seconds} s.', { seconds }),
      remedy: POWER_OFF_AND_REPEAT,
    }),
  refusesEverything: (): UpgradeError =>
    new UpgradeError({
      code: 'AT_ERROR',
      sentence: phrase('The modem answers, and refuses every command: it says ERROR to AT itself.'),
      remedy: phrase(
        '{powerOff} and read the modem again. If it still refuses, or is in recovery, it needs its firmware again: a full image with the updater.elf of the same archive, twice if the first time is not enough.',
        { powerOff: POWER_OFF },
      ),
    }),
  timeout: (command: string, seconds: number): UpgradeError =>
    new UpgradeError({
      code: 'AT_TIMEOUT',
      sentence: phrase('The modem did not answer {command} within {seconds} s.', { command, seconds }),
      remedy: POWER_OFF_AND_REPEAT,
    }),
  refused: (command: string): UpgradeError =>
    new UpgradeError({
      code: 'AT_ERROR',
      sentence: phrase('The modem answered ERROR to {command}.', { command }),
      remedy: POWER_OFF_AND_REPEAT,
    }),
  unexpected: (command: string, answer: string | Phrase): UpgradeError =>
    new UpgradeError({
      code: 'AT_UNEXPECTED',
      sentence: phrase('The modem answered {command} with "{answer}", which is not understood.', {
        command,
        answer,
      }),
      remedy: POWER_OFF_AND_REPEAT,
    }),
};
