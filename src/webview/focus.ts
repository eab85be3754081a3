import { element } from './dom';

let lost = false;

/**
 * Draws, and leaves the keyboard's focus where it was. When what had it is gone, the headline gets it, which says what
 * there is instead: from the top of the document the reader would have to find the way back.
 */
export function keepingFocus(draw: () => void): void {
  const before = document.activeElement;
  draw();
  if (before === null || before === document.body || canHaveFocus(before)) return;
  lost = true;
  restore();
}

/** The panel may be drawn while the focus is elsewhere in the window; taking it from there would be rude. */
export function watchFocus(): void {
  window.addEventListener('focus', restore);
}

function restore(): void {
  if (!lost || !document.hasFocus()) return;
  lost = false;
  const now = document.activeElement;
  if (now === null || now === document.body || !canHaveFocus(now)) element('headline').focus();
}

function canHaveFocus(candidate: Element): boolean {
  return candidate.isConnected && candidate.checkVisibility() && !candidate.hasAttribute('disabled');
}
