import { type Phrase, phrase } from '../../base/phrase';
import { POWER_OFF } from '../../base/powerOff';
import type { UpgradeError } from '../../base/upgradeError';
import type { Refusal } from './plan';

export function refusal(rule: string, sentence: Phrase, alternative: Phrase): Refusal {
  return { kind: 'refusal', rule, sentence, alternative };
}

/** For what makes a board unusable as it is. */
export function refusalFor({ code, sentence, remedy }: UpgradeError): Refusal {
  return refusal(code.toLowerCase().replaceAll('_', '-'), sentence, remedy);
}

export const MIRROR_MEANS_UART: Refusal = refusal(
  'mirror-means-uart',
  phrase('The board is in MIRROR mode, which supports only UART.'),
  phrase('Use UART, or restart the board: {powerOff}.', { powerOff: POWER_OFF }),
);
