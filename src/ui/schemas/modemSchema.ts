import * as v from 'valibot';
import type { Family } from '../../base/family';
import { oneOf, type Schema } from '../../base/schema';
import { BOOT_STATE, type BootState } from '../../modem/bootState';

export const FAMILY = oneOf<Family>({ 'CAT-M1': true, 'NB-IoT': true });
export const BOOT_STATE_NUMBER: Schema<BootState> = v.picklist(Object.values(BOOT_STATE));
