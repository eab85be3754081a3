import * as v from 'valibot';
import type { Logger } from '../../base/logger';
import { count, fitted, type Schema, text } from '../../base/schema';
import type { RecordStorage } from '../journal/recordStorage';

const RECORD = 'block-sizes';
/** A smaller size is no trial: the field's tool has always sent 2016 bytes. */
const SMALLEST_TRIED_BYTES = 2017;
/** Modems remembered; the oldest are forgotten. */
const MODEMS = 100;

/** A modem, and bytes of the smallest block that it did not take. */
type Row = [modem: string, bytes: number];
const ROW: Schema<Row> = v.strictTuple([text, v.pipe(count, v.minValue(SMALLEST_TRIED_BYTES))]);

/**
 * Which block sizes a modem does not take, so that they are not tried on it again, in the next run either. What cannot be read or
 * kept costs a trial, and nothing else: nothing here rejects.
 */
export class BlockSizes {
  private readonly storage: RecordStorage;
  private readonly logger: Logger;

  constructor(storage: RecordStorage, logger: Logger) {
    this.storage = storage;
    this.logger = logger;
  }

  /**
   * @param modem what it is recognised by: its IMEI, or the port where it does not tell that
   * @returns bytes of the smallest block that it did not take; undefined where none is known
   */
  async tooLargeFor(modem: string): Promise<number | undefined> {
    return (await this.read()).get(modem);
  }

  async remember(modem: string, tooLarge: number): Promise<void> {
    try {
      const sizes = await this.read();
      const known = sizes.get(modem) ?? Infinity;
      sizes.delete(modem);
      sizes.set(modem, Math.min(tooLarge, known));
      await this.storage.write(RECORD, JSON.stringify([...sizes].slice(-MODEMS)));
    } catch (error) {
      this.logger.warn(`the block size was not remembered: ${String(error)}`);
    }
  }

  private async read(): Promise<Map<string, number>> {
    try {
      const rows: unknown = JSON.parse((await this.storage.read(RECORD)) ?? '[]');
      return new Map(Array.isArray(rows) ? rows.flatMap(rowOf) : []);
    } catch (error) {
      this.logger.warn(`the block sizes were not read: ${String(error)}`);
      return new Map();
    }
  }
}

/** A size that doesn't fit is left out; the others still count. */
function rowOf(value: unknown): Row[] {
  const row = fitted(ROW, value);
  return row === undefined ? [] : [row];
}
