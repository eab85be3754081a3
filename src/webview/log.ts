import { element, show } from './dom';

const NEAR_END_PX = 24;

/** Whether the reader is at the end, and wants to stay there; so does whoever has not opened it yet. */
let following = true;

export function watchLog(): void {
  const lines = element('log-lines');
  lines.addEventListener('scroll', () => {
    following = lines.scrollHeight - lines.scrollTop - lines.clientHeight < NEAR_END_PX;
  });
  element('log').addEventListener('toggle', follow);
}

/** Adds lines to the log; it follows its end unless the reader scrolled back. */
export function appendLog(first: number, lines: readonly string[]): void {
  const pre = element('log-lines');
  if (first === 0) pre.textContent = '';
  pre.append(lines.map((line) => `${line}\n`).join(''));
  show('log', pre.textContent !== '');
  follow();
}

function follow(): void {
  const lines = element('log-lines');
  if (following) lines.scrollTop = lines.scrollHeight;
}
