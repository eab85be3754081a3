import type { Belief } from '../belief';
import { ANSWER_BELIEFS } from './modemAnswers';
import { APPLYING_BELIEFS } from './modemApplying';
import { TRANSFER_BELIEFS } from './modemTransfer';

/** Everything about the modem's firmware and the AT commands that no hardware has confirmed. */
export const MODEM_BELIEFS: readonly Belief[] = [...ANSWER_BELIEFS, ...TRANSFER_BELIEFS, ...APPLYING_BELIEFS];
