import type { CheckView, RehearsalView } from '../ui/panel/messages';
import { element, make, show, whenChanged } from './dom';
import { rowElements } from './plan';

/** What was tried on the board, each with its result, and what follows from it. */
export const drawRehearsal = whenChanged<RehearsalView | null>((rehearsal) => {
  show('rehearsal', rehearsal !== null);
  if (rehearsal === null) return;
  const { checks, next, unproven } = rehearsal;
  element('checks').replaceChildren(...checks.map(checkElement));
  show('rehearsal-next-steps', next.length > 0);
  element('rehearsal-next').replaceChildren(...next.map((step) => make('li', '', step)));
  show('unproven', unproven.length > 0);
  element('unproven-list').replaceChildren(...unproven.map((each) => make('li', '', each)));
});

function checkElement({ id, title, state, result, sentence, figures, time }: CheckView): HTMLElement {
  const heading = make('div', 'step-title', make('span', 'title', title));
  heading.append(make('span', 'result', result));
  if (time !== '') heading.append(make('span', 'duration', time));
  const item = make('li', `step check ${state}`, heading);
  if (sentence !== '') item.append(make('p', 'meaning', sentence));
  if (figures.length > 0) item.append(make('dl', 'check-figures', ...rowElements(figures)));
  item.dataset['check'] = id;
  if (state === 'active') item.setAttribute('aria-current', 'step');
  return item;
}
