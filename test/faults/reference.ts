import type { PlanStep } from '../../src/upgrade/plan/plan';
import type { Files } from '../scenario/serviceUser';
import type { CellRig } from './cellRig';
import { rigOf } from './rigOf';
import { WAYS } from './way';
import type { WayName } from './wayName';

type StepSafety = PlanStep['safety'];

/** The record of a way’s run without faults, which gives the places for faults. */
export interface Reference {
  readonly steps: readonly { readonly id: string; readonly safety: StepSafety }[];
  /** Each command in order of its first occurrence, with its count. */
  readonly commands: ReadonlyMap<string, number>;
  /** Each transfer in order: its step, and the number of its blocks. */
  readonly transfers: readonly { readonly step: string; readonly blocks: number }[];
  /** The number of bytes that the modem receives. */
  readonly bytes: number;
  /** The number of external awaits, in total and before each step in `steps`. */
  readonly awaited: { readonly all: number; readonly before: readonly number[] };
  /** How often the modem starts a program. */
  readonly starts: number;
}

export async function referenceOf(name: WayName): Promise<Reference> {
  const rig = await rigOf({ way: name, kind: 'nothing', where: 'nowhere', expected: 'succeeds' });
  try {
    return await observed(rig, WAYS[name].files);
  } finally {
    await rig.stop();
  }
}

async function observed(rig: CellRig, files: Files): Promise<Reference> {
  const plan = await rig.plan(files);
  const { truth } = rig.modem;
  const [before, given] = [truth.bytesReceived, truth.commands.length];
  const awaitedBefore: number[] = [];
  const transfers: { step: string; blocks: number }[] = [];
  let blocks = 0;
  rig.watch = (event) => {
    if (event.type === 'step' && event.state === 'started') awaitedBefore.push(rig.awaited);
    if (event.type !== 'step' || event.state !== 'done') return;
    if (truth.blocks > blocks) transfers.push({ step: event.id, blocks: truth.blocks - blocks });
    blocks = truth.blocks;
  };
  const report = await rig.runToItsEnd(plan);
  if (typeof report === 'string' || report.outcome !== 'upgraded')
    throw new Error(`an undisturbed run ends with ${JSON.stringify(report)}`);
  const commands = new Map<string, number>();
  // A waking "+++" is joined to the next command.
  const plain = truth.commands.slice(given).filter((command) => command.startsWith('AT'));
  for (const command of plain) commands.set(command, (commands.get(command) ?? 0) + 1);
  const onTheFly = plan.steps.filter(({ id }) => /^(boot|leave)-updater/.test(id)).length;
  const asFiles = truth.images.filter(({ way }) => way === 'FFF').length;
  return {
    steps: plan.steps.map(({ id, safety }) => ({ id, safety })),
    commands,
    transfers,
    bytes: truth.bytesReceived - before,
    awaited: { all: rig.awaited, before: awaitedBefore },
    starts: onTheFly + asFiles,
  };
}
