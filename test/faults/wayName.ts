/** Ways in MIRROR mode, on the virtual clock. */
const MIRROR_WAYS = ['FFF', 'ON_THE_FLY', 'recovery', 'resume', 'two-step'] as const;
/** Ways through a board’s REPL, in real time. */
const BOARD_WAYS = ['flash', 'sd', 'wireless'] as const;
/** The same through a board with a watchdog. */
const GUARDED_WAYS = ['guarded'] as const;
/** The ways of the fault matrix. */
export const WAY_NAMES = [...MIRROR_WAYS, ...BOARD_WAYS, ...GUARDED_WAYS] as const;
/** A way from a board’s REPL to MIRROR mode. */
const REPL_TO_MIRROR_WAYS = ['uart', 'uart-factory'] as const;
/** The ways of the assumptions, one of which is that no watchdog runs. */
export const ALL_WAY_NAMES = [...MIRROR_WAYS, ...BOARD_WAYS, ...REPL_TO_MIRROR_WAYS] as const;
export type WayName = (typeof ALL_WAY_NAMES)[number] | (typeof GUARDED_WAYS)[number];

export function isBoardWay(name: WayName): boolean {
  return !MIRROR_WAYS.some((way) => way === name);
}
