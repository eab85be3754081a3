import { Emitter } from '../base/emitter';
import type { Reading } from './reading';
import type { Storage } from './storage';
import * as v from 'valibot';
import { count, fitted, type Schema, text } from '../base/schema';
import { BOOT_STATE_NUMBER, FAMILY } from './schemas/modemSchema';

const KEY = 'readings';
/** More boards than a desk holds. */
const MOST_READINGS = 16;

/** What was last read of each board, newest first. The storage is every window's: it is looked into each time. */
export class ReadingStore {
  private readonly changes = new Emitter<void>();
  readonly onChange = this.changes.event;

  constructor(private readonly storage: Storage) {}

  get all(): readonly Reading[] {
    const stored = this.storage.get(KEY);
    if (!Array.isArray(stored)) return [];
    return stored.flatMap((value: unknown) => storedReading(value) ?? []);
  }

  at(port: string | null): Reading | null {
    return this.all.find((reading) => reading.port === port) ?? null;
  }

  keep(reading: Reading): void {
    const { imei } = reading.modem;
    // The same modem at another port: the board was moved.
    const others = this.all.filter(
      ({ port, modem }) => port !== reading.port && (imei === null || modem.imei !== imei),
    );
    this.storage.keep(KEY, [reading, ...others].slice(0, MOST_READINGS));
    this.changes.fire();
  }

  /** The board is at another port now; what was read of it stays. */
  move(from: string, to: string): void {
    const reading = this.at(from);
    if (reading === null) return;
    const others = this.all.filter(({ port }) => port !== from && port !== to);
    this.storage.keep(KEY, [{ ...reading, port: to }, ...others]);
    this.changes.fire();
  }

  forget(port: string): void {
    this.storage.keep(
      KEY,
      this.all.filter((reading) => reading.port !== port),
    );
    this.changes.fire();
  }
}

const READING: Schema<Reading> = v.object({
  port: text,
  board: v.nullable(text),
  release: v.nullable(text),
  modem: v.object({
    state: v.nullable(BOOT_STATE_NUMBER),
    // What version 1.0.0 kept has neither this nor the build.
    applying: v.optional(v.boolean(), false),
    lr: v.nullable(text),
    build: v.optional(v.nullable(text), null),
    ue: v.nullable(text),
    family: v.nullable(FAMILY),
    imei: v.nullable(text),
  }),
  readAt: count,
});

/** A reading from a place that other versions of this extension write to as well; null for what is none. */
function storedReading(value: unknown): Reading | null {
  return fitted(READING, value) ?? null;
}
