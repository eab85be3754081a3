import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../../scripts/run';
import { differentialImage, fullImage } from '../../fixtures/firmware';
import { openWorkbenchSession, type WorkbenchSession } from '../rig/session';
import { STAGE_TIMEOUT_MS, WORKBENCH_TIMEOUT_MS, type Workbench } from '../rig/workbench';
import { READ_VERSION, STATUS_ITEM, UPGRADE } from './extensionNames';

/** The modem rejects the second complete image. */
const FAULTS = JSON.stringify([{ when: { phase: 'apply', nth: 2 }, what: 'fail' }]);
const MODEM = [
  ...['--state', '2', '--build', '39529', '--paced', '--no-pauses', '--apply-ms', '1000'],
  ...['--faults', FAULTS],
];
const fakes = join(projectFolder, 'test', 'vscode', 'fakes');

// Both stand-ins hold the port with the lock that serial programs use. Without a request to them, it stays busy.
describe('a port that another extension holds', () => {
  let session: WorkbenchSession;
  let workbench: Workbench;
  let status: Locator;
  let pymakr: Locator;
  let monitor: Locator;

  const says = (item: Locator, text: string): Promise<void> =>
    expect.poll(() => item.innerText(), { timeout: STAGE_TIMEOUT_MS }).toBe(text);

  beforeAll(async () => {
    session = await openWorkbenchSession({
      modem: MODEM,
      others: [join(fakes, 'pymakr'), join(fakes, 'serialMonitor')],
      prepare: (folder) => {
        for (const build of ['41065', '43818'])
          writeFileSync(join(folder, `CATM1-${build}.dup`), fullImage({ build, size: 200_000 }));
        writeFileSync(join(folder, 'other.dup'), differentialImage({ base: '33080', target: '41065' }));
        // Half a minute on the line: time to press Cancel, on a slow computer too.
        const long = fullImage({ build: '43818', size: 3_000_000 });
        writeFileSync(join(folder, 'CATM1-43818 (2).dup'), long);
      },
    });
    workbench = session.workbench;
    status = workbench.statusBarItem(STATUS_ITEM);
    pymakr = workbench.statusBarItem('pycom.pymakr.held');
    monitor = workbench.statusBarItem('ms-vscode.vscode-serial-monitor.held');
    for (const item of [status, pymakr, monitor]) await item.waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
  });

  afterAll(() => session.stop());

  it('can be read, and returns to Pymakr', async () => {
    await workbench.runCommand('Pymakr connects');
    await says(pymakr, 'Pymakr: ready holds');
    await workbench.runCommand(READ_VERSION);
    await expect.poll(() => status.innerText(), { timeout: STAGE_TIMEOUT_MS }).toContain('LR5.1.1.0-39529');
    await says(pymakr, 'Pymakr: ready holds free holds');
  });

  it('can be used for an upgrade, and returns to Pymakr', async () => {
    await workbench.chooseFromContextMenu('CATM1-41065.dup', UPGRADE);
    await workbench.pressDialogButton('Upgrade');
    await workbench.isStage('done');
    await expect.poll(() => status.innerText()).toContain('LR5.1.1.0-41065');
    // The port is released once for the reading and once for the upgrade.
    await says(pymakr, 'Pymakr: ready holds free holds free holds free holds');
  });

  it('returns to Pymakr after a refused upgrade', async () => {
    await workbench.chooseFromContextMenu('other.dup', UPGRADE);
    await workbench.isStage('refused');
    await says(pymakr, 'Pymakr: ready holds free holds free holds free holds free holds');
  });

  it('returns to Serial Monitor after a cancelled upgrade', async () => {
    await workbench.runCommand('Pymakr disconnects');
    await workbench.runCommand('Serial Monitor starts');
    await says(monitor, 'Monitor: ready holds');
    await workbench.chooseFromContextMenu('CATM1-43818 (2).dup', UPGRADE);
    await workbench.pressDialogButton('Upgrade');
    await workbench.isStage('running');
    const bytes = workbench.panel('bytes');
    await expect.poll(() => bytes.innerText(), { timeout: STAGE_TIMEOUT_MS }).toMatch(/\d/);
    await says(monitor, 'Monitor: ready holds free holds free');
    await workbench.pressInPanel('cancel');
    await workbench.isStage('done');
    expect(await workbench.panel('headline').innerText()).toMatch(/cancelled/i);
    await says(monitor, 'Monitor: ready holds free holds free holds');
  });

  it('returns to Serial Monitor after a failed upgrade', async () => {
    await workbench.chooseFromContextMenu('CATM1-43818.dup', UPGRADE);
    await workbench.pressDialogButton('Upgrade');
    await workbench.isStage('running');
    await workbench.isStage('done');
    expect(await workbench.panel('headline').innerText()).toMatch(/failed/i);
    await says(monitor, 'Monitor: ready holds free holds free holds free holds free holds');
  });
});
