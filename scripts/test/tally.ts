/** What became of a step's tests. */
export interface Tally {
  readonly passed: number;
  /** By name, each with what it says in a line. */
  readonly failures: readonly string[];
  /** What this system cannot run. On Linux everything runs, and one that was skipped counts as failed. */
  readonly skipped: number;
}

/** The part that is used here of the file that Vitest's `json` reporter writes. */
export interface VitestResults {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    /** Why the file did not load. */
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

/** What the suite in the extension host writes. */
export interface HostResults {
  readonly passed: number;
  readonly failures: readonly string[];
}

export const NOTHING: Tally = { passed: 0, failures: [], skipped: 0 };

export function vitestTally({ testResults }: VitestResults, onLinux: boolean): Tally {
  const failures: string[] = [];
  let [passed, skipped] = [0, 0];
  for (const file of testResults) {
    const before = failures.length;
    for (const { fullName, status, failureMessages } of file.assertionResults) {
      if (status === 'passed') passed++;
      else if (status === 'failed') failures.push(failureText(fullName, failureMessages?.[0]));
      else if (onLinux) failures.push(failureText(fullName, 'it was skipped'));
      else skipped++;
    }
    if (file.status === 'failed' && failures.length === before)
      failures.push(failureText(file.name, file.message));
  }
  return { passed, failures, skipped };
}

/** A runner that fails without a failed test, by a crash or before it could begin, is a failure too. */
export function withStatus(tally: Tally, status: number): Tally {
  return status === 0 || tally.failures.length > 0
    ? tally
    : { ...tally, failures: [`it ended with ${status}`] };
}

export function sum(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failures: [...one.failures, ...other.failures],
    skipped: one.skipped + other.skipped,
  };
}

export function failureText(name: string, message = ''): string {
  const [line = ''] = message.trim().split('\n');
  return line === '' ? name : `${name}: ${line}`;
}
