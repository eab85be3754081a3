import { mustRun } from '../../../scripts/run';
import { installStandIn } from '../../../scripts/standIn/install';

/** What every workbench test needs; quick when it is there already. */
export default async function setup(): Promise<void> {
  await installStandIn();
  await mustRun(process.execPath, ['esbuild.mjs']);
}
