import type { Finding } from '../inspect/finding';
import type { Fact, Facts } from './fact';
import { boardNumber, isInstalling, modemNumber } from './whatFollows';

/** What has happened in one run, in order. It only grows; every part of the run appends to it. */
export class FactList {
  private readonly list: Fact[];

  constructor(before: Facts = []) {
    this.list = [...before];
  }

  get all(): Facts {
    return this.list;
  }

  append(...facts: readonly Fact[]): void {
    this.list.push(...facts);
  }

  /** Whether the modem may be at work on an image, where that is news. */
  noteInstalling(may: boolean): void {
    if (may !== isInstalling(this.list)) this.append({ kind: may ? 'installBegan' : 'installOver' });
  }

  /** The numbers by which the modem and the board are known, as soon as they are known; the first one counts. */
  noteNumbers({
    imei,
    uniqueId,
  }: {
    readonly imei?: string | null;
    readonly uniqueId?: string | null;
  }): void {
    if (typeof imei === 'string' && modemNumber(this.list) === null)
      this.append({ kind: 'modemNamed', imei });
    if (typeof uniqueId === 'string' && boardNumber(this.list) === null)
      this.append({ kind: 'boardNamed', uniqueId });
  }
}

/** What is known before the first step. */
export function factsFound(finding: Finding): FactList {
  const facts = new FactList(finding.kind === 'modem' ? [{ kind: 'mirrorEntered' }] : []);
  if (finding.kind !== 'silent') facts.noteNumbers({ imei: finding.modem.imei });
  if (finding.kind === 'board') facts.noteNumbers({ uniqueId: finding.board.uniqueId });
  return facts;
}
