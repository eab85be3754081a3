import { mustRun } from '../../../scripts/run';
import { installStandIn } from '../../../scripts/standIn/install';

/** What every workbench test needs; quick when it is there already. */
export default async function setup(): Promise<void> {
  await installStandIn();
  if (process.env['ALREADY_BUILT'] !== '1') await mustRun(process.execPath, ['esbuild.mjs']);
}
