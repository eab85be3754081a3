import { send } from './vscodeApi';

/** VS Code's explorer and its tabs give the first, a system's file manager the second, where it gives addresses at all. */
const TYPES = ['application/vnd.code.uri-list', 'text/uri-list'];

/** Firmware that is dropped onto the panel: the host is sent the addresses, and looks what they are. */
export function watchDrops(): void {
  // Without it a page lets nothing be dropped.
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    const list = TYPES.map((type) => event.dataTransfer?.getData(type) ?? '').find((text) => text !== '');
    if (list !== undefined) send({ type: 'drop', list });
  });
}
