import { element, show } from './dom';

const NEAR_END_PX = 24;

/** Adds lines to the log; it follows its end unless the reader scrolled back. */
export function appendLog(first: number, lines: readonly string[]): void {
  const pre = element('log-lines');
  const atEnd = pre.scrollHeight - pre.scrollTop - pre.clientHeight < NEAR_END_PX;
  if (first === 0) pre.textContent = '';
  pre.append(lines.map((line) => `${line}\n`).join(''));
  show('log', pre.textContent !== '');
  if (atEnd) pre.scrollTop = pre.scrollHeight;
}
