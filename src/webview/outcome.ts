import type { OutcomeView } from '../ui/panel/messages';
import { element, make, setText, show, whenChanged } from './dom';
import { rowElements } from './plan';

export const drawOutcome = whenChanged<OutcomeView | null>((outcome) => {
  show('outcome', outcome !== null);
  if (outcome === null) return;
  element('outcome').dataset['kind'] = outcome.kind;
  setText('condition', outcome.condition ?? '');
  show('condition', outcome.condition !== null);
  element('changes').replaceChildren(...rowElements(outcome.changes));
  show('next-steps', outcome.next.length > 0);
  element('next').replaceChildren(...outcome.next.map((step) => make('li', '', step)));
});
