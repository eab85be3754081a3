import { type FrameHead, operationText } from '../stp/frameText';
import type { ReplayItem } from './replay';

const ARROWS = { toBoard: '→', fromBoard: '←', note: ' ' } as const;

/** `   12.345 +0.087 ← STP block acknowledged, session 1, transaction 5, 2 bytes` */
export function replayText({ seconds, after, direction, what }: ReplayItem): string {
  const time = `${seconds.toFixed(3).padStart(9)} ${`+${after.toFixed(3)}`.padStart(9)}`;
  return `${time} ${ARROWS[direction]} ${what.kind === 'text' ? what.text : frameText(what)}`;
}

function frameText(head: FrameHead): string {
  const { session, transaction, payloadBytes } = head;
  const size = payloadBytes === 0 ? '' : `, ${payloadBytes} bytes`;
  return `STP ${operationText(head)}, session ${session}, transaction ${transaction}${size}`;
}
