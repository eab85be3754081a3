import type { Belief } from '../belief';

export const MIRROR_BELIEFS: readonly Belief[] = [];
