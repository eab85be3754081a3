// Takes the README's pictures again, in a real window on a simulated modem: `npm run screenshots`
import { writeFileSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { READ_VERSION, UPGRADE } from '../../test/vscode/workbench/extensionNames';
import { fullImage } from '../../test/fixtures/firmware';
import { openWorkbenchSession, VIEWPORT } from '../../test/vscode/rig/session';
import { endWith } from '../endWith';
import { mustRun, projectFolder } from '../run';
import { ensureSystemPackages } from '../systemPackages';

const FOLDER = join(projectFolder, 'media', 'screenshots');
const MODEM = ['--state', '2', '--build', '39529', '--paced', '--no-pauses', '--apply-ms', '3000'];
const FILE = 'CATM1-41065.dup';
/** Some seconds on the line: enough for the plot to have a shape. */
const IMAGE_BYTES = 900_000;
const TITLE_BAR_PX = 30;
const STAGE_TIMEOUT_MS = 90_000;
const SETTLE_MS = 2_000;
/** People read the README over slow lines, too. */
const LARGEST_BYTES = 150_000;

async function takeAll(): Promise<number> {
  await ensureSystemPackages();
  await mustRun(process.execPath, ['esbuild.mjs']);
  await mkdir(FOLDER, { recursive: true });
  const session = await openWorkbenchSession({
    modem: MODEM,
    prepare: (folder) => writeFileSync(join(folder, FILE), fullImage({ build: '41065', size: IMAGE_BYTES })),
  });
  try {
    const { workbench } = session;
    const { page } = workbench;
    const isStage = (stage: string): Promise<void> =>
      workbench.webview.locator(`body[data-stage="${stage}"]`).waitFor({ timeout: STAGE_TIMEOUT_MS });
    const take = async (name: string): Promise<void> => {
      const path = join(FOLDER, `${name}.png`);
      // Bars glide to where they belong, and a picture inside a picture loads by itself.
      await page.waitForTimeout(SETTLE_MS);
      // Without the title bar: it speaks of the stand-in and of development.
      await page.screenshot({
        path,
        clip: { ...VIEWPORT, x: 0, y: TITLE_BAR_PX, height: VIEWPORT.height - TITLE_BAR_PX },
      });
      const { size } = await stat(path);
      if (size > LARGEST_BYTES) throw new Error(`${path} has ${size} bytes, more than ${LARGEST_BYTES}`);
      console.log(`${path}: ${size} bytes`);
    };

    await workbench.explorerRow(FILE).waitFor({ timeout: STAGE_TIMEOUT_MS });
    await workbench.runCommand(READ_VERSION);
    await page.getByText('LR5.1.1.0-39529').first().waitFor({ timeout: STAGE_TIMEOUT_MS });

    await workbench.chooseFromContextMenu(FILE, UPGRADE);
    await workbench.dialog.waitFor();
    await page.keyboard.press('Escape');
    await isStage('ready');
    await workbench.showContainer('Pycom LTE Modem');
    await workbench.runCommand('Notifications: Clear All Notifications');
    await take('ready');

    await workbench.webview.locator('[data-button="start"]').click();
    await workbench.pressDialogButton('Upgrade');
    await isStage('running');
    await workbench.webview
      .locator('#bytes', { hasText: /^[5-7]\d\d kB of/ })
      .waitFor({ timeout: STAGE_TIMEOUT_MS });
    await take('running');

    await isStage('done');
    await take('done');
  } finally {
    await session.stop();
  }
  return 0;
}

endWith(takeAll);
