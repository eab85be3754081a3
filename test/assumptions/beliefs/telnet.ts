import type { Belief } from '../belief';

export const TELNET_BELIEFS: readonly Belief[] = [];
