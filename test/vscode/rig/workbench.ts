import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { projectFolder } from '../../../scripts/run';
import { themes, type Theme } from './userSettings';

/** From the address to the first sign of an extension takes 11 to 15 s on an idle machine with two cores. */
export const WORKBENCH_TIMEOUT_MS = 90_000;
const MENU_TIMEOUT_MS = 10_000;
/** A complete upgrade of some hundred kilobytes on a busy machine. */
export const STAGE_TIMEOUT_MS = 90_000;

/** The class with which the workbench marks the kind of the current theme. */
const THEME_CLASS: Readonly<Record<Theme, string>> = {
  light: 'vs',
  dark: 'vs-dark',
  highContrast: 'hc-black',
  highContrastLight: 'hc-light',
};

/** A person’s actions in VS Code’s window, and what is visible there. */
export class Workbench {
  readonly page: Page;
  readonly notifications: Locator;
  readonly dialog: Locator;
  readonly quickInput: Locator;

  constructor(page: Page) {
    this.page = page;
    this.notifications = page.locator('.notification-list-item');
    this.dialog = page.locator('.monaco-dialog-box');
    this.quickInput = page.locator('.quick-input-widget');
  }

  async open(address: string): Promise<void> {
    await this.page.goto(address, { timeout: WORKBENCH_TIMEOUT_MS });
    await this.page.locator('.monaco-workbench').waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
  }

  /** @param id `publisher.name.item`, with the item’s id in the extension */
  statusBarItem(id: string): Locator {
    return this.page.locator(`.statusbar-item[id="${id}"]`);
  }

  /** The content of the newest webview panel, inside two frames. */
  get webview(): FrameLocator {
    const outer = this.page.locator('iframe.webview.ready').last().contentFrame();
    return outer.frameLocator('iframe#active-frame');
  }

  /** A part of the upgrade panel, by its id. */
  panel(id: string): Locator {
    return this.webview.locator(`#${id}`);
  }

  /** Resolves when the upgrade panel has reached this stage. */
  isStage(stage: string): Promise<void> {
    return this.webview.locator(`body[data-stage="${stage}"]`).waitFor({ timeout: STAGE_TIMEOUT_MS });
  }

  pressInPanel(button: string): Promise<void> {
    return this.panel('actions').locator(`[data-button="${button}"]`).click();
  }

  /** The newest webview panel as a frame, to run scripts in. */
  async webviewFrame(): Promise<Frame> {
    const body = await this.webview.locator('body').elementHandle();
    const frame = await body.ownerFrame();
    if (frame === null) throw new Error('there is no panel');
    return frame;
  }

  async runCommand(title: string): Promise<void> {
    await this.findCommands(title);
    await this.#rows.filter({ hasText: title }).first().click();
  }

  /** Types into the palette and leaves it open. */
  async findCommands(text: string): Promise<Locator> {
    // The palette and an earlier question share the input box, and that question must not get this text.
    await this.quickInput.waitFor({ state: 'hidden' });
    await this.page.locator('.monaco-workbench').press('F1');
    const input = this.quickInput.locator('input.input');
    await input.waitFor();
    await input.fill(`>${text}`);
    return this.#rows;
  }

  async pick(label: string | RegExp): Promise<void> {
    await this.#rows.filter({ hasText: label }).first().click();
  }

  /**
   * Types into the input box of a question.
   * @param question part of its title or prompt. All questions share one box with the palette, and the previous one
   *   must not get this answer
   */
  async answer(question: string, text: string): Promise<void> {
    const asked = this.quickInput.getByText(question).filter({ visible: true });
    await asked.first().waitFor({ timeout: STAGE_TIMEOUT_MS });
    const input = this.quickInput.locator('input.input');
    await input.fill(text);
    await input.press('Enter');
  }

  /** Chooses in VS Code’s dialog for files and folders. */
  async chooseFolder(path: string, button: string): Promise<void> {
    const input = this.quickInput.locator('input.input');
    // With its first list, VS Code overwrites the typed path with its own.
    await this.#rows.filter({ hasText: '..' }).first().waitFor();
    do {
      await input.fill(path);
      // Until the list is updated, the button applies to the previous folder.
      await this.#rows
        .filter({ hasText: basename(path) })
        .first()
        .waitFor();
    } while ((await input.inputValue()) !== path);
    await this.quickInput.locator('.monaco-button').filter({ hasText: button }).click();
    await this.quickInput.waitFor({ state: 'hidden' });
  }

  async pressDialogButton(label: string | RegExp): Promise<void> {
    await this.dialog.locator('.monaco-button').filter({ hasText: label }).click();
  }

  /** Opens a view container, like the icons of the activity bar. */
  async showContainer(name: string): Promise<void> {
    await this.page.locator(`.activitybar [aria-label^="${name}"]`).first().click();
  }

  /** Shows the explorer if another container is visible. */
  async showExplorer(): Promise<void> {
    await this.showContainer('Explorer');
  }

  explorerRow(file: string): Locator {
    return this.page.locator('.explorer-folders-view .monaco-list-row', { hasText: file });
  }

  /** The labels of a file’s context menu. The menu is closed again. */
  async contextMenuOf(file: string): Promise<string[]> {
    await this.#openContextMenu(file);
    const labels = await this.#menuEntries.allInnerTexts();
    await this.page.keyboard.press('Escape');
    return labels.map((label) => label.trim());
  }

  /** Waits for an entry that the extension disables while it works, because an open menu does not change. */
  async chooseFromContextMenu(file: string, label: string): Promise<void> {
    const entry = this.#menuEntries.filter({ hasText: label });
    const end = Date.now() + STAGE_TIMEOUT_MS;
    for (;;) {
      await this.#openContextMenu(file);
      if ((await entry.count()) > 0 || Date.now() >= end) break;
      await this.page.keyboard.press('Escape');
      await this.#menuEntries.first().waitFor({ state: 'detached', timeout: MENU_TIMEOUT_MS });
    }
    // A new menu ignores the mouse for a moment, so that a right click can’t also choose. It accepts keys at once.
    await entry.hover();
    await this.page.keyboard.press('Enter');
  }

  async setTheme(theme: Theme): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    await this.quickInput.locator('input.input').fill(themes[theme]);
    await this.#rows.filter({ hasText: themes[theme] }).first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator(`.monaco-workbench.${THEME_CLASS[theme]}`).waitFor();
    await this.quickInput.waitFor({ state: 'hidden' });
  }

  /** Saves a picture in `shots/` for a person to check. */
  async screenshot(name: string): Promise<void> {
    const folder = join(projectFolder, 'shots');
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  get #rows(): Locator {
    return this.quickInput.locator('.monaco-list-row');
  }

  get #menuEntries(): Locator {
    return this.page.locator('.monaco-menu .action-item:not(.disabled) .action-label:not(.separator)');
  }

  async #openContextMenu(file: string): Promise<void> {
    await this.explorerRow(file).click({ button: 'right' });
    await this.#menuEntries.first().waitFor({ timeout: MENU_TIMEOUT_MS });
  }
}
