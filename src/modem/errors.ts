import { type Phrase, phrase } from '../base/phrase';
import { UpgradeError } from '../base/upgradeError';

const POWER_CYCLE = phrase(
  'Disconnect the power for ten seconds (USB and battery; the reset button is not enough) and repeat the same steps.',
);

export const modemErrors = {
  silent: (seconds: number): UpgradeError =>
    new UpgradeError({
      code: 'MODEM_SILENT',
      sentence: phrase('The modem did not answer for {seconds} s.', { seconds }),
      remedy: POWER_CYCLE,
    }),
  timeout: (command: string, seconds: number): UpgradeError =>
    new UpgradeError({
      code: 'AT_TIMEOUT',
      sentence: phrase('The modem did not answer {command} within {seconds} s.', { command, seconds }),
      remedy: POWER_CYCLE,
    }),
  refused: (command: string): UpgradeError =>
    new UpgradeError({
      code: 'AT_ERROR',
      sentence: phrase('The modem answered ERROR to {command}.', { command }),
      remedy: POWER_CYCLE,
    }),
  unexpected: (command: string, answer: string | Phrase): UpgradeError =>
    new UpgradeError({
      code: 'AT_UNEXPECTED',
      sentence: phrase('The modem answered {command} with "{answer}", which is not understood.', {
        command,
        answer,
      }),
      remedy: POWER_CYCLE,
    }),
};
