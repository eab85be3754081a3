import * as vscode from 'vscode';
import { iconless, type Label } from '../escaped';

/** A line to choose; only its label has an icon, and that is one we name. */
export interface PickItem {
  readonly label: Label;
  readonly description?: string;
  readonly detail?: string;
  readonly alwaysShow?: boolean;
}

/** The one way to VS Code's list: no text of a device or a file draws an icon or turns the line round in it. */
export async function pick<T extends PickItem>(
  items: readonly T[],
  options: vscode.QuickPickOptions,
): Promise<T | undefined> {
  const lines = items.map((item) => ({
    label: item.label.text,
    ...(item.description === undefined ? {} : { description: iconless(item.description) }),
    ...(item.detail === undefined ? {} : { detail: iconless(item.detail) }),
    ...(item.alwaysShow === undefined ? {} : { alwaysShow: item.alwaysShow }),
    item,
  }));
  return (await vscode.window.showQuickPick(lines, options))?.item;
}
