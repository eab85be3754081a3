import { element, show } from './dom';

const NEAR_END_PX = 24;

/** Whether the reader is at the end and wants to stay there. A log that isn't open yet counts as at the end. */
let following = true;

export function watchLog(): void {
  element('log-lines').addEventListener('scroll', noteWhetherFollowing);
  element('log').addEventListener('toggle', follow);
}

/** Opens it at the place where the reader was; what tells of either comes later, and must not move it. */
export function openLogAt(top: number): void {
  element('log').setAttribute('open', '');
  element('log-lines').scrollTop = top;
  noteWhetherFollowing();
}

/** Brings the log into view. @returns whether there is one */
export function openLog(): boolean {
  const log = element('log');
  if (log.hidden) return false;
  log.setAttribute('open', '');
  log.scrollIntoView();
  element('log-lines').focus();
  return true;
}

/** Adds lines to the log; it follows its end unless the reader scrolled back. */
export function appendLog(first: number, lines: readonly string[]): void {
  const pre = element('log-lines');
  // Now, not only when the event comes: that is a little later.
  noteWhetherFollowing();
  if (first === 0) {
    pre.textContent = '';
    following = true;
  }
  pre.append(lines.map((line) => `${line}\n`).join(''));
  show('log', pre.textContent !== '');
  follow();
}

function noteWhetherFollowing(): void {
  const { scrollHeight, scrollTop, clientHeight } = element('log-lines');
  // One that is closed has no place.
  if (clientHeight > 0) following = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
}

function follow(): void {
  const lines = element('log-lines');
  if (following) lines.scrollTop = lines.scrollHeight;
}
