import type { PanelButton, PanelView } from '../ui/panel/messages';
import { element, setText, show, whenChanged } from './dom';
import { openLog } from './log';
import { setPrimary } from './toolkit';
import { send } from './vscodeApi';

export function connectButtons(): void {
  for (const button of allButtons())
    button.addEventListener('click', () => {
      const name = button.dataset['button'] as PanelButton['id'];
      // The panel has the log itself, as soon as it has a line.
      if (name === 'showLog' && openLog()) return;
      send({ type: 'press', button: name });
    });
}

export function drawHeading(view: PanelView): void {
  setText('headline', view.headline);
  setText('lede', view.lede);
  setText('remedy', view.remedy ?? '');
  show('remedy', view.remedy !== null);
  show('safe-boot', view.showsSafeBoot);
  drawButtons(view.actions);
  setText('hint', view.hint ?? '');
  show('hint', view.hint !== null);
}

const drawButtons = whenChanged<readonly PanelButton[]>((actions) => {
  const group = element('actions');
  const focused = document.activeElement;
  for (const button of allButtons())
    button.hidden = !actions.some(({ id }) => id === button.dataset['button']);
  for (const { id, label, primary, enabled } of actions) {
    const button = allButtons().find((candidate) => candidate.dataset['button'] === id);
    if (button === undefined) continue;
    button.textContent = label;
    button.toggleAttribute('disabled', !enabled);
    setPrimary(button, primary);
    group.append(button);
  }
  // Beside the button that it speaks of.
  element('start').after(element('hint'));
  if (focused instanceof HTMLElement && group.contains(focused) && !focused.hidden) focused.focus();
});

function allButtons(): HTMLElement[] {
  return [...element('actions').querySelectorAll<HTMLElement>('[data-button]')];
}
