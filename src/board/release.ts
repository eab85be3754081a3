/** A release of Pycom's board firmware, as `os.uname().release` names it: `1.20.2.r4`, `1.20.0.rc11`, `1.18.2`. */
export interface Release {
  readonly numbers: readonly [number, number, number];
  /** Betas come before release candidates, those before the plain number, that before its revisions. */
  readonly stage: 'b' | 'rc' | '' | 'r';
  readonly revision: number;
}

const STAGES = ['b', 'rc', '', 'r'];

/** @returns undefined for a text of another form */
export function parseRelease(text: string): Release | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)(?:\.?(rc|r|b)(\d+))?/.exec(text);
  if (!match) return undefined;
  const [, major, minor, patch, stage, revision] = match;
  return {
    numbers: [Number(major), Number(minor), Number(patch)],
    stage: (stage ?? '') as Release['stage'],
    revision: Number(revision ?? 0),
  };
}

/** Whether `text` names a release that is `least` or newer; a text of another form is not. */
export function isAtLeast(text: string, least: string): boolean {
  const left = parseRelease(text);
  const right = parseRelease(least);
  return left !== undefined && right !== undefined && compare(left, right) >= 0;
}

function compare(left: Release, right: Release): number {
  const ranks = ({ numbers, stage, revision }: Release): number[] => [
    ...numbers,
    STAGES.indexOf(stage),
    revision,
  ];
  const others = ranks(right);
  return (
    ranks(left)
      .map((rank, index) => rank - (others[index] ?? 0))
      .find((difference) => difference !== 0) ?? 0
  );
}
