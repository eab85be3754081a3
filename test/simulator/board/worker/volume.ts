import fs from 'node:fs';
import path from 'node:path';
import type { VolumeSetup } from '../messages';
import { Cell, type SharedState } from '../sharedState';
import { BoardOsError } from './hostCall';
import { Errno } from './errno';

/** One file system of the board: a host folder with the size limit of the real medium. */
export class Volume {
  readonly setup: VolumeSetup;
  private readonly state: SharedState;
  private readonly removable: boolean;
  mounted: boolean;
  formatted: boolean;
  mountPoint: string;

  constructor(setup: VolumeSetup, state: SharedState) {
    this.setup = setup;
    this.state = state;
    this.removable = setup.mountPoint === '/sd';
    this.mounted = setup.mounted;
    this.formatted = setup.formatted;
    this.mountPoint = setup.mountPoint;
    fs.mkdirSync(setup.folder, { recursive: true });
  }

  /** Host path of a path on this volume. */
  resolve(inside: string): string {
    return path.join(this.setup.folder, path.posix.normalize(`/${inside}`));
  }

  /** A removed card does not answer. */
  throwIfOut(): void {
    if (this.removable && this.state.get(Cell.cardOut) === 1) throw new BoardOsError(Errno.EIO);
  }

  /** From 1.19 on, a card without a file system can be mounted, but not used. */
  throwIfUnformatted(): void {
    if (!this.formatted) throw new BoardOsError(Errno.ENODEV);
  }

  get readOnly(): boolean {
    return this.removable && this.state.get(Cell.cardLocked) === 1;
  }

  throwIfReadOnly(): void {
    if (this.readOnly) throw new BoardOsError(Errno.EROFS);
  }

  /** Free bytes, in whole clusters. */
  freeBytes(): number {
    return Math.max(0, this.setup.bytes - this.usedBytes(this.setup.folder));
  }

  /** Bytes that a file of this size occupies. */
  occupied(size: number): number {
    return Math.ceil(size / this.setup.clusterBytes) * this.setup.clusterBytes;
  }

  /** Deletes everything. An unformatted volume has a file system afterwards. */
  format(): void {
    this.throwIfOut();
    this.throwIfReadOnly();
    for (const name of fs.readdirSync(this.setup.folder)) {
      fs.rmSync(path.join(this.setup.folder, name), { recursive: true });
    }
    this.formatted = true;
  }

  private usedBytes(folder: string): number {
    let used = 0;
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const full = path.join(folder, entry.name);
      // An entry can disappear between the two calls, because tests change the folder from outside.
      const stat = fs.statSync(full, { throwIfNoEntry: false });
      if (!stat) continue;
      used += entry.isDirectory() ? this.setup.clusterBytes + this.usedBytes(full) : this.occupied(stat.size);
    }
    return used;
  }
}
