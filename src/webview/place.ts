import * as v from 'valibot';
import { fitted, type Schema } from '../base/schema';
import { element } from './dom';
import { openLogAt } from './log';
import { recall, remember } from './vscodeApi';

/** Where the reader was: VS Code throws the document away while the panel is out of sight. */
interface Place {
  readonly logOpen: boolean;
  readonly logTop: number;
  readonly top: number;
}

const PLACE: Schema<Place> = v.object({ logOpen: v.boolean(), logTop: v.number(), top: v.number() });

let watching = false;

/** Puts the reader back, when the document has its content again for the first time. */
export function restorePlace(): void {
  if (watching) return;
  watching = true;
  const [log, lines] = [element('log') as HTMLDetailsElement, element('log-lines')];
  const place = fitted(PLACE, recall());
  if (place !== undefined) {
    if (place.logOpen) openLogAt(place.logTop);
    window.scrollTo(0, place.top);
  }
  const keep = (): void =>
    remember({ logOpen: log.open, logTop: lines.scrollTop, top: window.scrollY } satisfies Place);
  log.addEventListener('toggle', keep);
  lines.addEventListener('scroll', keep, { passive: true });
  window.addEventListener('scroll', keep, { passive: true });
}
