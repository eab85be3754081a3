import type { Belief } from '../belief';

export const FTP_BELIEFS: readonly Belief[] = [];
