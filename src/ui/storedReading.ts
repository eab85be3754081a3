import * as v from 'valibot';
import { count, fitted, type Schema, text } from '../base/schema';
import type { Reading } from './reading';
import { BOOT_STATE_NUMBER, FAMILY } from './schemas/modemSchema';

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
export function storedReading(value: unknown): Reading | null {
  return fitted(READING, value) ?? null;
}
