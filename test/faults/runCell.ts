import type { JournalEntry } from '../../src/upgrade/journal/journalEntry';
import { summaryOf } from '../../src/upgrade/journal/journalFacts';
import { continuationOf } from '../../src/upgrade/recovery/continuation';
import type { UpgradeReport } from '../../src/upgrade/report';
import { sha256 } from '../scenario/rig';
import type { Cell, Outcome } from './cell';
import type { CellRig } from './cellRig';
import { followAdvice } from './followAdvice';
import { type Honesty, honestyOf } from './honesty';
import { rigOf } from './rigOf';
import { type Way, wayOf } from './way';

export interface CellResult {
  readonly cell: Cell;
  /**
   * The result: `hangs` when the run did not end, `unknown` when the report does not know the modem’s state, `missed` when
   * the moment of an event never came.
   */
  readonly became: Outcome | 'unknown' | 'hangs' | 'missed';
  readonly honesty: Honesty;
  /** For a cell that did not succeed: why the advice failed; undefined when it led to an upgraded modem. */
  readonly obstacle: string | undefined;
  /** Details for a person who investigates the cell. */
  readonly detail: string;
}

export async function runCell(cell: Cell): Promise<CellResult> {
  const rig = await rigOf(cell);
  try {
    return await runCellOn(rig, cell);
  } finally {
    await rig.stop();
  }
}

/** The same with an existing rig. */
export async function runCellOn(rig: CellRig, cell: Cell): Promise<CellResult> {
  const way = wayOf(cell);
  const plan = await rig.plan(way.files);
  const offset = rig.modem.truth.bytesReceived;
  const faults = (cell.faults ?? []).map((fault) =>
    'byte' in fault.when ? { ...fault, when: { ...fault.when, byte: fault.when.byte + offset } } : fault,
  );
  rig.modem.declareFaults(faults);
  const end = await rig.runToItsEnd(plan);
  if (end === 'hangs') return { cell, became: end, honesty: 'lie', obstacle: 'it hangs', detail: '' };
  if (cell.happening && !rig.happened)
    return { cell, became: 'missed', honesty: 'true', obstacle: undefined, detail: '' };
  if (end === 'killed') return { cell, became: end, ...(await afterDeath(rig, way)) };

  const { build, state, condition } = rig.modem.truth;
  const exact = end.modemState === condition;
  const truth = { build, state, condition };
  const answers = exact || (rig.reachable && (await stateToldBy(rig)) !== null);
  const honesty = honestyOf(end, { truth, target: way.target, answers });
  const detail = `${end.outcome} ${end.modemState} (truth: ${condition}, state ${state ?? 'none'}) ${end.error?.code ?? ''}`;
  const wanted = way.files.images.at(-1);
  const whole = wanted !== undefined && rig.received.at(-1) === sha256(wanted) && build === way.target;
  if (end.outcome === 'upgraded') {
    return { cell, became: 'succeeds', honesty: whole ? honesty : 'lie', obstacle: undefined, detail };
  }
  const obstacle = end.next.length === 0 ? 'there is no advice' : await followAdvice(rig, way, end.next);
  return { cell, became: outcomeOf(end), honesty, obstacle, detail };
}

/** Without a report, the record must show that an upgrade was started and not finished, and how to continue. */
async function afterDeath(rig: CellRig, way: Way): Promise<Omit<CellResult, 'cell' | 'became'>> {
  const { condition, state } = rig.modem.truth;
  rig.computer.startAgain();
  const [entry, ...others] = await rig.service.unfinished();
  const untouched = condition === 'untouched';
  const needless = untouched || (condition === 'upgraded' && rig.modem.truth.build === way.target);
  const known = others.length === 0 && (entry ? isKnown(entry, untouched) : needless);
  const step = entry?.steps[summaryOf(entry).current]?.id ?? 'nothing';
  return {
    honesty: known ? 'true' : 'lie',
    obstacle: await followAdvice(rig, way, entry ? continuationOf(entry) : []),
    detail: `written down: ${step} (truth: ${condition}, state ${state ?? 'none'})`,
  };
}

function isKnown(entry: JournalEntry, untouched: boolean): boolean {
  const { end, mayHaveChanged } = summaryOf(entry);
  return end === null && (untouched || mayHaveChanged);
}

function outcomeOf({ outcome, modemState }: UpgradeReport): CellResult['became'] {
  if (modemState === 'unknown') return 'unknown';
  return outcome === 'refused' ? 'refused' : 'fails';
}

async function stateToldBy(rig: CellRig): Promise<number | null> {
  const finding = await rig.inspect();
  return finding.kind === 'silent' ? null : finding.modem.state;
}
