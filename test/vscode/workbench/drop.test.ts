import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullImage } from '../../fixtures/firmware';
import { openWorkbenchSession, type WorkbenchSession } from '../rig/session';
import { STAGE_TIMEOUT_MS, WORKBENCH_TIMEOUT_MS, type Workbench } from '../rig/workbench';
import { STATUS_ITEM } from './extensionNames';

const IMAGE = 'CATM1-41065.dup';

// The pointer itself cannot carry a file over in this browser: what the system gives with it is made here.
describe('a file that is dropped onto the panel, in a window that wants no notifications', () => {
  let session: WorkbenchSession;
  let workbench: Workbench;
  const drop = async (...names: readonly string[]): Promise<void> => {
    const list = names.map((name) => pathToFileURL(join(session.folder, name)).href).join('\r\n');
    const frame = await workbench.webviewFrame();
    // As text: the page's own types are not those of these tests.
    await frame.evaluate(`{
      const dataTransfer = new DataTransfer();
      dataTransfer.setData('text/uri-list', ${JSON.stringify(list)});
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }`);
  };

  beforeAll(async () => {
    session = await openWorkbenchSession({
      modem: ['--state', '2', '--build', '39529', '--no-pauses', '--apply-ms', '1000'],
      settings: { 'lteUpgrade.notifications': 'never' },
      prepare: (folder) => {
        writeFileSync(join(folder, IMAGE), fullImage({ build: '41065', size: 200_000 }));
        writeFileSync(join(folder, 'notes.txt'), 'nothing');
      },
    });
    workbench = session.workbench;
    await workbench.statusBarItem(STATUS_ITEM).waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
    await workbench.runCommand('Show the LTE modem panel');
    await workbench.isStage('empty');
  });

  afterAll(() => session.stop());

  it('is taken for nothing where it is no firmware', async () => {
    await drop('notes.txt');
    await workbench.isStage('empty');
  });

  it('is planned with, and asked about before anything is written', async () => {
    await drop('notes.txt', IMAGE);
    await workbench.isStage('ready');
    expect(await workbench.dialog.innerText()).toContain('41065');
    await workbench.pressDialogButton('Upgrade');
    await workbench.isStage('done');
    await expect
      .poll(() => workbench.statusBarItem(STATUS_ITEM).innerText(), { timeout: STAGE_TIMEOUT_MS })
      .toContain('LR5.1.1.0-41065');
    expect(await workbench.notifications.count()).toBe(0);
  });
});
