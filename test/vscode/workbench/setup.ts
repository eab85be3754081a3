import { mustRun } from '../../../scripts/run';
import { installStandIn } from '../../../scripts/standIn/install';

/** Prepares what every workbench test needs; fast when it exists already. */
export default async function setup(): Promise<void> {
  await installStandIn();
  if (process.env['ALREADY_BUILT'] !== '1') await mustRun(process.execPath, ['esbuild.mjs']);
}
