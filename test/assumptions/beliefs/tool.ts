import type { Belief } from '../belief';

/** `sqnsupgrade`, the board's own tool. */
export const TOOL_BELIEFS: readonly Belief[] = [];
