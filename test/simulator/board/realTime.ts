/**
 * For `expect.poll` with a board or a pseudo-terminal. They run in real time, in their own threads and
 * processes, and on a busy machine their restart takes longer than the default second.
 */
export const IN_REAL_TIME = { timeout: 10_000 } as const;
