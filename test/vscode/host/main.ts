/** Runs the extension host tests on the shipped extension: in a downloaded VS Code if possible, otherwise in the stand-in. */
import { runTests } from '@vscode/test-electron';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadedVSCode } from '../../../scripts/desktopVSCode';
import { endWith } from '../../../scripts/endWith';
import { stageExtension } from '../../../scripts/package/stage';
import { projectFolder } from '../../../scripts/run';
import { installStandIn } from '../../../scripts/standIn/install';
import { buildSuite } from './buildSuite';

endWith(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lte-upgrade-host-'));
  try {
    const [extension, project] = [join(folder, 'extension'), join(folder, 'project')];
    await mkdir(extension);
    await mkdir(project);
    // Without the project’s node_modules, which has more than the package ships.
    await stageExtension(extension);
    const extensionTestsPath = await buildSuite();
    const vscodeExecutablePath = (await downloadedVSCode()) ?? (await standIn());
    return await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: extension,
      extensionTestsPath,
      launchArgs: [project, '--disable-extensions'],
      extensionTestsEnv: {
        // Records of this user’s real upgrades must not affect the tests.
        LTE_UPGRADE_STATE: join(folder, 'state'),
        ...(process.env['HOST_TEST_RESULTS'] === undefined
          ? {}
          : { HOST_TEST_RESULTS: process.env['HOST_TEST_RESULTS'] }),
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

async function standIn(): Promise<string> {
  await installStandIn();
  return join(projectFolder, 'test', 'vscode', 'rig', 'standInCode.mjs');
}
