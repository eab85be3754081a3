import * as v from 'valibot';
import type { Family } from '../../base/family';
import { oneOf, type Schema, text } from '../../base/schema';
import { BOOT_STATE, type BootState } from '../../modem/bootState';
import type { ModemReading } from '../../modem/modemReading';

export const FAMILY = oneOf<Family>({ 'CAT-M1': true, 'NB-IoT': true });
export const BOOT_STATE_NUMBER: Schema<BootState> = v.picklist(Object.values(BOOT_STATE));

export const MODEM: Schema<ModemReading> = v.object({
  state: v.nullable(BOOT_STATE_NUMBER),
  ue: v.nullable(text),
  lr: v.nullable(text),
  build: v.nullable(text),
  family: v.nullable(FAMILY),
  imei: v.nullable(text),
  bootrom: v.nullable(text),
  applying: v.boolean(),
  finished: v.exactOptional(v.literal(true)),
});
