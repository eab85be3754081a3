import { type Phrase, phrase } from '../base/phrase';
import { POWER_OFF_AND_REPEAT } from '../base/powerOff';
import { UpgradeError } from '../base/upgradeError';

export const stpErrors = {
  noAnswer: (request: string, seconds: number): UpgradeError =>
    new UpgradeError({
      code: 'STP_NO_ANSWER',
      sentence: phrase('The modem didn’t answer a transfer request ({request}) within {seconds} s.', {
        request,
        seconds,
      }),
      remedy: POWER_OFF_AND_REPEAT,
    }),
  refused: (request: string): UpgradeError =>
    new UpgradeError({
      code: 'STP_REFUSED',
      sentence: phrase('The modem kept refusing a transfer request ({request}).', { request }),
      remedy: POWER_OFF_AND_REPEAT,
    }),
  damaged: (request: string): UpgradeError =>
    new UpgradeError({
      code: 'STP_DAMAGED',
      sentence: phrase('The modem’s answers arrive damaged ({request}).', { request }),
      remedy: phrase('Use a shorter USB cable or another port. {powerOff}', {
        powerOff: POWER_OFF_AND_REPEAT,
      }),
    }),
  sessionRefused: (detail: Phrase): UpgradeError =>
    new UpgradeError({
      code: 'STP_SESSION_REFUSED',
      sentence: phrase('The modem didn’t open a transfer session: {detail}.', { detail }),
      remedy: POWER_OFF_AND_REPEAT,
    }),
  noProgress: (offset: number): UpgradeError =>
    new UpgradeError({
      code: 'STP_NO_PROGRESS',
      sentence: phrase('The modem stopped accepting data at offset {offset}.', { offset }),
      remedy: POWER_OFF_AND_REPEAT,
    }),
};
