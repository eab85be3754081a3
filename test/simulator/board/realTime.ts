/**
 * For `expect.poll` where a board or a pseudo-terminal is waited for: they live in real time, in threads and processes of
 * their own, and their restart takes longer than the usual second on a busy machine.
 */
export const IN_REAL_TIME = { timeout: 10_000 } as const;
