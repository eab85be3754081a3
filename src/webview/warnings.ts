import type { WarningView } from '../ui/panel/messages';
import { element, make, show, whenChanged } from './dom';
import { createCheckbox } from './toolkit';
import { send } from './vscodeApi';

/** What must be confirmed before the upgrade can start: with a tick, or by typing its name where it is dangerous. */
export const drawWarnings = whenChanged<readonly WarningView[]>((warnings) => {
  show('warnings', warnings.length > 0);
  const list = element('warning-list');
  const typed = fieldsIn(list).map(({ dataset, value }) => ({ rule: dataset['rule'], value }));
  const focused = document.activeElement;
  const place = focused instanceof HTMLInputElement ? focused.selectionStart : null;
  const focusedAt = controlsIn(list).findIndex((control) => control === focused);
  list.replaceChildren(
    ...warnings.map((warning, index) =>
      warning.typing === null ? ticked(warning, index) : named(warning, warning.typing, index),
    ),
  );
  for (const [index, field] of fieldsIn(list).entries()) {
    const before = typed[index];
    if (before !== undefined && before.rule === field.dataset['rule']) field.value = before.value;
  }
  const control = controlsIn(list)[focusedAt];
  control?.focus();
  if (control instanceof HTMLInputElement) control.setSelectionRange(place, place);
});

function ticked({ rule, sentence, consequence, confirmed }: WarningView, index: number): HTMLElement {
  const box = createCheckbox(sentence);
  const meaning = make('p', 'consequence', consequence);
  meaning.id = `consequence-${index}`;
  box.setAttribute('aria-describedby', meaning.id);
  box.checked = confirmed;
  box.dataset['rule'] = rule;
  box.addEventListener('change', () => {
    if (box.checked !== confirmed) send({ type: 'confirm', rule, confirmed: box.checked });
  });
  return make('li', 'warning-item', box, meaning);
}

function named(
  { rule, sentence, consequence, confirmed, typed }: WarningView,
  typing: string,
  index: number,
): HTMLElement {
  const [danger, label] = [make('p', 'danger', sentence), make('label', 'typing', typing)];
  const meaning = make('p', 'danger-consequence', consequence);
  const state = make('span', 'typed', confirmed ? typed : '');
  const field = document.createElement('input');
  field.type = 'text';
  field.autocomplete = 'off';
  field.spellcheck = false;
  field.className = 'name-field';
  field.dataset['rule'] = rule;
  // A hidden panel is loaded again when it is shown, and its host knows what was typed.
  field.value = confirmed ? rule : '';
  [danger.id, meaning.id, field.id] = ['danger', 'meaning', 'name'].map((part) => `${part}-${index}`) as [
    string,
    string,
    string,
  ];
  label.setAttribute('for', field.id);
  field.setAttribute('aria-describedby', `${danger.id} ${meaning.id}`);
  state.setAttribute('role', 'status');
  field.addEventListener('input', () => send({ type: 'typeName', rule, text: field.value }));
  return make('li', 'warning-item dangerous', danger, meaning, label, make('div', 'name-line', field, state));
}

function fieldsIn(list: HTMLElement): HTMLInputElement[] {
  return [...list.querySelectorAll<HTMLInputElement>('input[data-rule]')];
}

function controlsIn(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-rule]')];
}
