import type { RecoveryView, RepairCard } from '../ui/panel/messages';
import { element, make, show, whenChanged } from './dom';
import { createButton } from './toolkit';
import { send } from './vscodeApi';

/** What can be done about the modem: a card each, with all that has to be read before. */
export const drawRecovery = whenChanged<RecoveryView | null>((recovery) => {
  show('recovery', recovery !== null);
  element('repairs').replaceChildren(...(recovery?.cards ?? []).map(cardElement));
});

function cardElement({ id, title, texts, risk, level, button, primary }: RepairCard): HTMLElement {
  const heading = make('h3', '', title);
  heading.id = `repair-${id}`;
  const press = createButton(button, primary);
  press.dataset['repair'] = id;
  // Buttons of several cards may say the same.
  press.setAttribute('aria-describedby', heading.id);
  press.addEventListener('click', () => send({ type: 'repair', id }));
  const lines = texts.map((text) => make('p', '', text));
  if (risk !== null) lines.push(make('p', 'repair-risk', risk));
  return make('li', `repair ${level}`, heading, ...lines, press);
}
