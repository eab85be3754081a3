import { type Phrase, phrase } from '../base/phrase';
import { POWER_OFF, POWER_OFF_AND_REPEAT } from '../base/powerOff';
import { UpgradeError } from '../base/upgradeError';

export const modemErrors = {
  silent: (seconds: number): UpgradeError =>
    new UpgradeError({
      code: 'MODEM_SILENT',
      sentence: phrase('The modem didn’t answer for {seconds} s.', { seconds }),
      remedy: POWER_OFF_AND_REPEAT,
    }),
  refusesEverything: (): UpgradeError =>
    new UpgradeError({
      code: 'AT_ERROR',
      sentence: phrase('The modem answers, but refuses every command: it answers even AT with ERROR.'),
      remedy: phrase(
        '{powerOff} and read the modem again. If it still refuses every command, or is in recovery, write its firmware again: use a full image with updater.elf from the same archive. If the first attempt fails, try once more.',
        { powerOff: POWER_OFF },
      ),
    }),
  timeout: (command: string, seconds: number): UpgradeError =>
    new UpgradeError({
      code: 'AT_TIMEOUT',
      sentence: phrase('The modem didn’t answer {command} within {seconds} s.', { command, seconds }),
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
      sentence: phrase(
        'The modem answered {command} with "{answer}", which this extension doesn’t understand.',
        {
          command,
          answer,
        },
      ),
      remedy: POWER_OFF_AND_REPEAT,
    }),
};
