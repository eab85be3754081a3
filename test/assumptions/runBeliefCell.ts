import { UpgradeError } from '../../src/base/upgradeError';
import type { CellRig } from '../faults/cellRig';
import { followAdvice } from '../faults/followAdvice';
import { rigOf } from '../faults/rigOf';
import { type CellResult, runCellOn } from '../faults/runCell';
import { type Way, wayOf } from '../faults/way';
import { PlanRefused } from '../scenario/serviceUser';
import type { BeliefCell } from './cells';

/** Runs a cell. If a refusal comes before the plan, it tries the recommended alternative, too. */
export async function runBeliefCell(cell: BeliefCell): Promise<CellResult> {
  const rig = await rigOf(cell);
  try {
    return await runCellOn(rig, cell);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    // Nothing was started, so the modem’s true state is the old one, and no report says otherwise.
    const refused = { cell, became: 'refused', honesty: 'true', detail } as const;
    if (error instanceof PlanRefused) return { ...refused, obstacle: await wayOut(rig, wayOf(cell)) };
    return { ...refused, obstacle: error instanceof UpgradeError ? error.code : detail };
  } finally {
    await rig.stop();
  }
}

async function wayOut(rig: CellRig, way: Way): Promise<string | undefined> {
  try {
    return await followAdvice(rig, way, []);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
