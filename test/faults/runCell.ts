import type { UpgradeReport } from '../../src/upgrade/report';
import { sha256 } from '../scenario/rig';
import type { Cell, Outcome } from './cell';
import { FaultRig } from './faultRig';
import { followAdvice } from './followAdvice';
import { type Honesty, honestyOf } from './honesty';
import { WAYS } from './way';

/** No upgrade takes this long, with every wait of every deadline in it. Virtual milliseconds. */
const HANGS_AFTER_MS = 6 * 3_600_000;

export interface CellResult {
  readonly cell: Cell;
  /** What became of it; `hangs` when it did not end. */
  readonly became: Outcome | 'hangs';
  readonly honesty: Honesty;
  /** Of a cell that did not succeed: what the advice met; undefined when it led to an upgraded modem. */
  readonly obstacle: string | undefined;
  /** For whoever looks into it. */
  readonly detail: string;
}

export function runCell(cell: Cell): Promise<CellResult> {
  return runCellOn(new FaultRig(cell), cell);
}

/** The same where a rig is there already. */
export async function runCellOn(rig: FaultRig, cell: Cell): Promise<CellResult> {
  const way = WAYS[cell.way];
  const { plan, firmware } = await rig.plan(way.files);
  const offset = rig.modem.truth.bytesReceived;
  const faults = (cell.faults ?? []).map((fault) =>
    'byte' in fault.when ? { ...fault, when: { ...fault.when, byte: fault.when.byte + offset } } : fault,
  );
  rig.modem.declareFaults(faults);
  const ended = new AbortController();
  const limit = rig.clock.sleep(HANGS_AFTER_MS, ended.signal).then(
    () => undefined,
    () => undefined,
  );
  const report = await Promise.race([rig.run(plan, firmware), limit]);
  ended.abort();
  if (!report) return { cell, became: 'hangs', honesty: 'lie', obstacle: 'it hangs', detail: '' };

  const { build, state, condition } = rig.modem.truth;
  const exact = report.modemState === condition;
  const truth = { build, state, condition };
  const answers = exact || (rig.reachable && (await rig.inspect()).kind === 'modem');
  const honesty = honestyOf(report, { truth, target: way.target, answers });
  const detail = `${report.outcome} ${report.modemState} (truth: ${condition}, state ${state ?? 'none'}) ${report.error?.code ?? ''}`;
  const wanted = way.files.images.at(-1);
  const whole = wanted !== undefined && rig.received.at(-1) === sha256(wanted) && build === way.target;
  if (report.outcome === 'upgraded') {
    return { cell, became: 'succeeds', honesty: whole ? honesty : 'lie', obstacle: undefined, detail };
  }
  const obstacle = await followAdvice(rig, way);
  const missed = rig.modem.truth.build === way.target ? undefined : `runs ${rig.modem.truth.build}`;
  return { cell, became: endOf(report), honesty, obstacle: obstacle ?? missed, detail };
}

function endOf({ outcome, modemState }: UpgradeReport): Outcome {
  if (modemState === 'unknown') return 'mute';
  return outcome === 'refused' ? 'refused' : 'fails';
}
