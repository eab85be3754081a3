// The only file that knows the UI toolkit, which is no longer developed: replacing it changes this file alone.
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeCheckbox } from '@vscode/webview-ui-toolkit';

/** Makes the custom elements that the panel uses known to the browser; no others. */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox());
}

export function createButton(label: string, primary: boolean): HTMLElement {
  const button = document.createElement('vscode-button');
  button.textContent = label;
  setPrimary(button, primary);
  return button;
}

export function setPrimary(button: HTMLElement, primary: boolean): void {
  button.setAttribute('appearance', primary ? 'primary' : 'secondary');
}

export interface Checkbox extends HTMLElement {
  checked: boolean;
}

export function createCheckbox(label: string): Checkbox {
  const box = document.createElement('vscode-checkbox') as Checkbox;
  box.textContent = label;
  return box;
}
