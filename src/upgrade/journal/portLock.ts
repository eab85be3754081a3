import { createHash, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Clock } from '../../base/clock';
import { count, fittedJson, type Schema, text } from '../../base/schema';
import { hidePassword } from '../../transport/networkAddress';
import { upgradeErrors } from '../errors';
import type { Processes, ProcessMark } from './processes';
import type { RecordStorage } from './recordStorage';

/** Each turn is lost to another process that came first; so many in a row mean that the port is wanted elsewhere. */
const TURNS = 3;
/** No inspection and no upgrade takes longer: the board's tool, twice, takes less than two hours. */
const LONGEST_WORK_MS = 12 * 3_600_000;

export interface PortLockDeps {
  readonly storage: RecordStorage;
  readonly processes: Processes;
  readonly clock: Clock;
}

/** Lets go of the port. Rejects when the record cannot be removed; it is stale once this process has ended. */
export type Release = () => Promise<void>;

interface Holder extends ProcessMark {
  readonly since: number;
  /** Tells this lock from every other one. */
  readonly token: string;
}

const HOLDER: Schema<Holder> = v.object({ pid: count, started: text, since: count, token: text });

/**
 * Keeps a port for this process: two windows, or a window and a command line, never work on one board. A lock whose
 * process has ended is taken over.
 * @throws PORT_IN_USE_ELSEWHERE, and whatever the storage says
 */
export async function lockPort(port: string, parts: PortLockDeps): Promise<Release> {
  const { storage, processes, clock } = parts;
  const name = lockName(await processes.canonicalPort(hidePassword(port)));
  const mine: Holder = { ...(await processes.self()), since: clock.wallTime(), token: randomUUID() };
  for (let turn = 0; turn < TURNS; turn++) {
    if (await storage.create(name, JSON.stringify(mine))) return () => release(name, mine, storage);
    const stored = await storage.read(name);
    if (stored === undefined) continue;
    const holder = holderOf(stored);
    if (holder && (await isHeld(holder, parts))) throw upgradeErrors.portInUseElsewhere(port, holder.pid);
    await removeStale(name, stored, mine, parts);
  }
  throw upgradeErrors.portInUseElsewhere(port, null);
}

/**
 * Two processes may find the same stale lock. Only the one that makes its guard removes it, and only after another
 * look: by then it may have been replaced by one that is valid.
 */
async function removeStale(name: string, stale: string, mine: Holder, parts: PortLockDeps): Promise<void> {
  const { storage } = parts;
  const guard = `${name}.${digest(stale)}`;
  if (!(await storage.create(guard, JSON.stringify(mine)))) {
    const other = holderOf((await storage.read(guard)) ?? '');
    if (!other || !(await isHeld(other, parts))) await storage.remove(guard);
    return;
  }
  try {
    if ((await storage.read(name)) === stale) await storage.remove(name);
  } finally {
    await storage.remove(guard);
  }
}

/**
 * Where it cannot be told whether the number is still the same process's, it is taken to be, and what it may be doing is
 * not interrupted; but not for longer than any work takes.
 */
async function isHeld(holder: Holder, { processes, clock }: PortLockDeps): Promise<boolean> {
  const life = await processes.lifeOf(holder, holder.since);
  return life === 'runs' || (life === 'unsure' && clock.wallTime() - holder.since < LONGEST_WORK_MS);
}

async function release(name: string, { token }: Holder, storage: RecordStorage): Promise<void> {
  const holder = holderOf((await storage.read(name)) ?? '');
  if (holder?.token === token) await storage.remove(name);
}

/** @returns undefined for what is no lock: it is taken for stale */
function holderOf(json: string): Holder | undefined {
  return fittedJson(HOLDER, json);
}

function lockName(port: string): string {
  return `port-${digest(port)}.lock`;
}

function digest(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 16);
}
