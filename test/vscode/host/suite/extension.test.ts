import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';

const ID = 'lte-upgrade.pycom-lte-upgrade';

interface Contributions {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** Looks for the native part beside a folder’s `dist`, like serialport’s own loader. */
interface NativeLoader {
  (folder: string): {
    readonly open: (path: string, options: typeof PORT_OPTIONS, done: (error: Error | null) => void) => void;
  };
  path(folder: string): string;
}

/** All options that the native part needs. */
const PORT_OPTIONS = {
  ...{ baudRate: 115_200, dataBits: 8, stopBits: 1, parity: 'none', hupcl: true, lock: true },
  ...{ rtscts: false, rtsMode: 'handshake', xon: false, xoff: false, xany: false },
};

suite('The extension in a real extension host', () => {
  const extension = (): vscode.Extension<unknown> => {
    const found = vscode.extensions.getExtension(ID);
    assert.ok(found, `${ID} is not there`);
    return found;
  };

  test('is active', async () => {
    await extension().activate();
    assert.equal(extension().isActive, true);
  });

  test('registers every contributed command', async () => {
    await extension().activate();
    const { contributes } = extension().packageJSON as Contributions;
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.ok(contributes.commands.length > 0);
    for (const { command } of contributes.commands) assert.ok(registered.has(command), command);
  });

  test('has a setting for the port, which is empty by default', () => {
    const port = vscode.workspace.getConfiguration('lteUpgrade').inspect<string>('port');
    assert.equal(port?.defaultValue, '');
  });

  test('includes a native part of serialport that loads in this host', async () => {
    const { extensionPath } = extension();
    const load = createRequire(__filename)('node-gyp-build') as NativeLoader;
    assert.ok(
      load.path(extensionPath).startsWith(join(extensionPath, 'prebuilds')),
      load.path(extensionPath),
    );
    const { open } = load(extensionPath);
    const missing = process.platform === 'win32' ? 'COM251' : join(extensionPath, 'no-such-port');
    const answer = await new Promise((resolve) => {
      open(missing, PORT_OPTIONS, (error) => resolve(error === null ? 'it opened' : error.message));
    });
    // This message comes from the operating system, so the native part was called.
    assert.match(String(answer), /No such file|cannot open|File not found/i);
  });
});
