import * as vscode from 'vscode';
import type { ExtensionHost } from './extensionHost';

export const vscodeExtensionHost: ExtensionHost = {
  extension: (id) => {
    const found = vscode.extensions.getExtension<unknown>(id);
    if (found === undefined) return undefined;
    const { version } = found.packageJSON as { readonly version?: unknown };
    return { isActive: found.isActive, version: typeof version === 'string' ? version : '' };
  },
  commands: async () => vscode.commands.getCommands(true),
  call: async (command, ...args) => vscode.commands.executeCommand(command, ...args),
};
