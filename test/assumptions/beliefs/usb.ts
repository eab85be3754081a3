import type { Belief } from '../belief';

export const USB_BELIEFS: readonly Belief[] = [];
