/** Runs a script's work and ends the process with its status; a failure is one sentence on standard error and 1. */
export function endWith(work: () => Promise<number>): void {
  work().then(
    (status) => {
      process.exitCode = status;
    },
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    },
  );
}
