import { render } from '../../src/base/phrase';
import type { UpgradeEvent } from '../../src/upgrade/events';
import type { CheckEvent, RehearsalReport, RehearsalRequest } from '../../src/upgrade/rehearsal/rehearsal';
import { harmfulCommands } from '../scenario/harmlessCommands';
import type { Cell } from './cell';
import { nameOf } from './cell';
import type { CellRig } from './cellRig';
import { rigOf } from './rigOf';
import { wayOf } from './way';

/** The result of a rehearsal: its verdict, or that the program was killed. */
export interface RehearsalCellResult {
  readonly name: string;
  readonly became: RehearsalReport['verdict'] | 'killed' | 'hangs';
  /** A violation in words; undefined if there is none. */
  readonly wrong: string | undefined;
}

/**
 * Rehearses with a fault. With any fault, the modem got only queries and is unchanged. If the verdict was ready, the upgrade
 * that follows at once, with the same fault still there, succeeds.
 */
export async function runRehearsalCell(cell: Cell): Promise<RehearsalCellResult> {
  const rig = await rigOf(cell);
  try {
    return { name: nameOf(cell), ...(await rehearsed(rig, cell)) };
  } finally {
    await rig.stop();
  }
}

async function rehearsed(rig: CellRig, cell: Cell): Promise<Omit<RehearsalCellResult, 'name'>> {
  const plan = await rig.plan(wayOf(cell).files);
  const { truth } = rig.modem;
  const before = { build: truth.build, state: truth.state, heard: truth.commands.length };
  const bytes = truth.bytesReceived;
  rig.modem.declareFaults(
    (cell.faults ?? []).map((fault) =>
      'byte' in fault.when ? { ...fault, when: { ...fault.when, byte: fault.when.byte + bytes } } : fault,
    ),
  );
  const request = { finding: plan.finding, method: plan.method, answer: plan, firmware: plan };
  const sent = recordSent(rig, cell);
  const end = await toItsEnd(rig, request);
  const became = typeof end === 'string' ? end : end.verdict;
  const changed = changesOf(rig, before, sent?.() ?? truth.commands.slice(before.heard));
  if (changed !== undefined) return { became, wrong: changed };
  if (end === 'hangs') return { became, wrong: 'it hangs' };
  if (end === 'killed') return { became, wrong: await afterDeath(rig) };
  if (end.verdict === 'notReady')
    return { became, wrong: end.next.length > 0 || end.error !== null ? undefined : 'nothing is advised' };
  if (!rig.reachable) return { became, wrong: 'nobody answers at the port' };
  // A fault that has not happened yet would affect the upgrade, which has its own matrix.
  rig.modem.declareFaults((cell.faults ?? []).filter(({ times }) => times === 'always'));
  // A board that stays in MIRROR mode without a power cycle is inspected again, as at the next start.
  const report = await rig.runToItsEnd(await rig.plan(wayOf(cell).files));
  if (typeof report === 'string') return { became, wrong: `the upgrade ${report}` };
  return {
    became,
    wrong:
      report.outcome === 'upgraded'
        ? undefined
        : `the upgrade ends with ${report.error?.code ?? report.outcome}`,
  };
}

async function toItsEnd(
  rig: CellRig,
  request: RehearsalRequest,
): Promise<RehearsalReport | 'killed' | 'hangs'> {
  const ended = new AbortController();
  const limit = rig.clock.sleep(rig.hangsAfterMs, ended.signal).then(
    () => 'hangs' as const,
    () => 'hangs' as const,
  );
  const killed = new Promise<'killed'>((resolve) => {
    rig.computer.onKilled = () => resolve('killed');
  });
  const report = rig.service.rehearse(request, {
    signal: rig.cancel.signal,
    onEvent: (event) => {
      if (event.type === 'check' && event.result === null) rig.watch(asStep(event));
      else if (event.type === 'wait') rig.watch(event);
    },
  });
  const end = await Promise.race([report, killed, limit]);
  ended.abort();
  return end;
}

/** The start of a check counts like that of a step for an event. */
function asStep({ id, index, total }: CheckEvent): UpgradeEvent {
  return { type: 'step', id, index, total, state: 'started' } as UpgradeEvent;
}

/** If bytes are damaged on their way, the sent bytes count, not the modem’s interpretation. */
function recordSent(rig: CellRig, { faults = [] }: Cell): (() => string[]) | undefined {
  if (!faults.some(({ when }) => 'byte' in when)) return undefined;
  const written: Uint8Array[] = [];
  const { open } = rig.computer;
  rig.computer.open = async (...port) => {
    const transport = await open(...port);
    const write = transport.write.bind(transport);
    transport.write = (bytes, signal) => {
      written.push(Uint8Array.from(bytes));
      return write(bytes, signal);
    };
    return transport;
  };
  return () => {
    rig.computer.open = open;
    return Buffer.concat(written)
      .toString('latin1')
      .split(/[\r\n]+/);
  };
}

function changesOf(
  { modem: { truth } }: CellRig,
  before: { readonly build: string; readonly state: number | null },
  commands: readonly string[],
): string | undefined {
  const harmful = harmfulCommands(commands);
  if (harmful.length > 0) return `the modem was told ${harmful.join(', ')}`;
  if (truth.condition !== 'untouched' || truth.images.length > 0) return `the modem is ${truth.condition}`;
  return truth.build === before.build ? undefined : `the modem runs ${truth.build}`;
}

/** The next start does not report an upgrade, and its advice restores everything. */
async function afterDeath(rig: CellRig): Promise<string | undefined> {
  rig.computer.startAgain();
  if ((await rig.service.unfinished()).length > 0) return 'it is taken for an upgrade';
  for (const { sentence } of await rig.service.interruptedRehearsals())
    if (!render(sentence).includes('It wrote nothing to the modem.'))
      return `it is told as ${render(sentence)}`;
  await rig.powerCycle();
  const finding = await rig.inspect();
  if (finding.kind === 'silent') return 'nobody answers after the advice';
  const left = await rig.service.interruptedRehearsals();
  return left.length === 0
    ? undefined
    : `after the advice it is told still: ${render(left[0]?.sentence ?? '')}`;
}
