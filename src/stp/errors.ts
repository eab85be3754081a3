import { type Phrase, phrase } from '../base/phrase';
import { UpgradeError } from '../base/upgradeError';

const REPEAT = phrase(
  'Disconnect the power for ten seconds (USB and battery; the reset button is not enough) and repeat the same steps.',
);

export const stpErrors = {
  noAnswer: (request: string, seconds: number): UpgradeError =>
    new UpgradeError({
      code: 'STP_NO_ANSWER',
      sentence: phrase('The modem did not answer a transfer request ({request}) within {seconds} s.', {
        request,
        seconds,
      }),
      remedy: REPEAT,
    }),
  refused: (request: string): UpgradeError =>
    new UpgradeError({
      code: 'STP_REFUSED',
      sentence: phrase('The modem refused a transfer request ({request}) again and again.', { request }),
      remedy: REPEAT,
    }),
  damaged: (request: string): UpgradeError =>
    new UpgradeError({
      code: 'STP_DAMAGED',
      sentence: phrase('The answers of the modem arrive damaged ({request}).', { request }),
      remedy: phrase(
        'Use a shorter USB cable or another port, disconnect the power for ten seconds and repeat.',
      ),
    }),
  sessionRefused: (detail: Phrase): UpgradeError =>
    new UpgradeError({
      code: 'STP_SESSION_REFUSED',
      sentence: phrase('The modem did not open a transfer session: {detail}.', { detail }),
      remedy: REPEAT,
    }),
  noProgress: (offset: number): UpgradeError =>
    new UpgradeError({
      code: 'STP_NO_PROGRESS',
      sentence: phrase('The modem stopped taking bytes at offset {offset}.', { offset }),
      remedy: REPEAT,
    }),
};
