import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePackage } from '../../../scripts/package/makePackage';
import { stageExtension } from '../../../scripts/package/stage';
import { makeFirmwareFile } from '../rig/firmwareFile';
import { openWorkbenchSession, type WorkbenchSession } from '../rig/session';
import { STAGE_TIMEOUT_MS, WORKBENCH_TIMEOUT_MS } from '../rig/workbench';
import { STATUS_ITEM, UPGRADE } from './extensionNames';

const MODEM = ['--state', '2', '--build', '39529', '--no-pauses', '--apply-ms', '500'];

// What nobody sees who loads the extension from its checkout: a file that the package lacks.
describe('the package, installed into a fresh profile', () => {
  let folder: string;
  let session: WorkbenchSession | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lte-upgrade-package-'));
    const [staged, vsix] = [join(folder, 'staged'), join(folder, 'extension.vsix')];
    await mkdir(staged);
    await stageExtension(staged);
    await makePackage(`${process.platform}-${process.arch}`, staged, vsix);
    session = await openWorkbenchSession({
      modem: MODEM,
      vsix,
      prepare: (project) =>
        makeFirmwareFile(join(project, 'CATM1-41065.dup'), ['full', '--build', '41065', '--size', '100000']),
    });
  });

  afterAll(async () => {
    await session?.stop();
    await rm(folder, { recursive: true, maxRetries: 5 });
  });

  it('upgrades the modem', async () => {
    const { workbench } = session as WorkbenchSession;
    const status = workbench.statusBarItem(STATUS_ITEM);
    await status.waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
    await workbench.chooseFromContextMenu('CATM1-41065.dup', UPGRADE);
    await workbench.pressDialogButton('Upgrade');
    await workbench.webview.locator('body[data-stage="done"]').waitFor({ timeout: STAGE_TIMEOUT_MS });
    expect(await workbench.webview.locator('#to').innerText()).toContain('41065');
    await expect.poll(() => status.innerText()).toContain('LR5.1.1.0-41065');
  });
});
