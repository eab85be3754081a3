import { operationText } from '../stp/frameText';
import type { ReplayItem, ShownFrame } from './replay';
import { type Shown, shown } from './shown';

const ARROWS = { toBoard: '→', fromBoard: '←', note: ' ' } as const;

/** `   12.345 +0.087 ← STP block acknowledged, session 1, transaction 5, residue 0` */
export function replayText({ seconds, after, direction, what }: ReplayItem): Shown {
  const time = `${seconds.toFixed(3).padStart(9)} ${`+${after.toFixed(3)}`.padStart(9)}`;
  return shown`${time} ${ARROWS[direction]} ${what.kind === 'text' ? what.text : frameText(what)}`;
}

function frameText(frame: ShownFrame): string {
  const { session, transaction, payloadBytes, says } = frame;
  const payload = says ?? (payloadBytes === 0 ? null : `${payloadBytes} bytes`);
  const behind = payload === null ? '' : `, ${payload}`;
  return `STP ${operationText(frame)}, session ${session}, transaction ${transaction}${behind}`;
}
