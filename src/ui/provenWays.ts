import type { BoardFinding, MethodName, ModemFinding } from '../upgrade';
import type { Storage } from './storage';

const KEY = 'provenWays';
/** More boards and methods than a desk holds. */
const MOST_WAYS = 64;

type Answering = BoardFinding | ModemFinding;

/**
 * On which boards an upgrade by which method was seen to be ready, by a rehearsal, or to succeed. The storage is every
 * window's: it is looked into each time.
 */
export class ProvenWays {
  constructor(private readonly storage: Storage) {}

  has(finding: Answering, method: MethodName): boolean {
    return this.all.includes(wayOf(finding, method));
  }

  keep(finding: Answering, method: MethodName): void {
    const way = wayOf(finding, method);
    this.storage.keep(KEY, [way, ...this.all.filter((other) => other !== way)].slice(0, MOST_WAYS));
  }

  private get all(): readonly string[] {
    const stored = this.storage.get(KEY);
    return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : [];
  }
}

/** A board is known by its modem's IMEI or its module's own number; where it tells neither, by its port. */
function wayOf(finding: Answering, method: MethodName): string {
  const uniqueId = finding.kind === 'board' ? finding.board.uniqueId : null;
  return `${finding.modem.imei ?? uniqueId ?? finding.port} ${method}`;
}
