import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as serialport from 'serialport';
import * as vscode from 'vscode';

const ID = 'lte-upgrade.pycom-lte-upgrade';

interface Contributions {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

suite('The extension in a real extension host', () => {
  const extension = (): vscode.Extension<unknown> => {
    const found = vscode.extensions.getExtension(ID);
    assert.ok(found, `${ID} is not there`);
    return found;
  };

  test('activates', async () => {
    await extension().activate();
    assert.equal(extension().isActive, true);
  });

  test('registers every command that it contributes', async () => {
    await extension().activate();
    const { contributes } = extension().packageJSON as Contributions;
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.ok(contributes.commands.length > 0);
    for (const { command } of contributes.commands) assert.ok(registered.has(command), command);
  });

  test('has a setting for the port, empty at first', () => {
    const port = vscode.workspace.getConfiguration('lteUpgrade').inspect<string>('port');
    assert.equal(port?.defaultValue, '');
  });

  test('brings a native part of serialport that loads in this host', async () => {
    const load = createRequire(join(extension().extensionPath, 'package.json'));
    const { SerialPort } = load('serialport') as typeof serialport;
    const opened = new Promise((resolve, reject) => {
      const missing = join(extension().extensionPath, 'no-such-port');
      assert.equal(existsSync(missing), false);
      const port = new SerialPort({ path: missing, baudRate: 115_200, autoOpen: false });
      port.open((error) => (error === null ? reject(new Error('it opened')) : resolve(error.message)));
    });
    // The operating system's own words: only the native part can have asked it.
    assert.match(String(await opened), /No such file|cannot open|File not found/i);
  });
});
