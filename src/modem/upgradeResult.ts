/** What `AT+SMUPGRADE?` says of the upgrade under way or last done, by its meaning, and in its own words. */
export interface UpgradeResult {
  readonly kind: ResultKind;
  /** As it was said, without the command's name; empty where nothing was. */
  readonly text: string;
}

/**
 * `ongoing`: ask again later. `none`: there was no upgrade, or it is about to begin. `unclear`: it answered, with no word
 * that is understood or with ERROR. `silent`: it did not answer.
 */
export type ResultKind = 'success' | 'failure' | 'ongoing' | 'none' | 'unclear' | 'silent';

/**
 * Words for each, the first that fits: `on-going`, `success`, `fail` and `No report` are documented; nobody knows whether
 * all firmwares use them.
 */
const MEANINGS: readonly (readonly [RegExp, ResultKind])[] = [
  [
    /\bunsuccess|\b(not|no|never|without) (a )?(success|succeed|complete|done|finish)|\bincomplete/i,
    'unclear',
  ],
  [/\bno (report|upgrade|update)|\bnone\b|\bidle\b|\bnot started|\bnothing\b/i, 'none'],
  [/\bno (fail|error)/i, 'unclear'],
  [/\bsuccess|\bsucceed|\bcomplete|\bdone\b|\bfinished\b|\bok\b|\bpassed\b/i, 'success'],
  [
    /\bfail|\babort|\berror|\bbad\b|\binvalid|\bcorrupt|\breject|\brefused|\bmismatch|\bunable\b|\bcannot\b|\bwrong\b/i,
    'failure',
  ],
  [
    /\bon-?going|\bin[ _-]?progress|\bprogress|\bpending|\bbusy\b|\brunning\b|\bstarted\b|\bwait|\b\w*(writ|install|upgrad|updat|download|flash|eras|apply|verify)ing\b/i,
    'ongoing',
  ],
];

/** @param lines of an answer; undefined when none came */
export function parseUpgradeResult(lines: readonly string[] | undefined): UpgradeResult {
  if (lines === undefined) return { kind: 'silent', text: '' };
  const text = lines
    .join(' ')
    .replace(/^\+SMUPGRADE:\s*/i, '')
    .replaceAll('"', '');
  const percent = /(\d{1,3})\s*%/.exec(text)?.[1];
  if (percent !== undefined) return { kind: kindOfShare(Number(percent)), text };
  return { kind: MEANINGS.find(([words]) => words.test(text))?.[1] ?? 'unclear', text };
}

/** Whether it said nothing of an upgrade at all: an OK alone may be the late answer to another question. */
export function saysNothing({ text }: UpgradeResult): boolean {
  return text === '';
}

/** Whether the modem says now what it said before an upgrade was begun: then it may be of an earlier one. */
export function saysTheSame(now: UpgradeResult, before: UpgradeResult): boolean {
  return now.kind === before.kind && now.text === before.text;
}

/** 0 % is said by one that has not begun, too. */
function kindOfShare(percent: number): ResultKind {
  if (percent === 0) return 'none';
  if (percent > 100) return 'unclear';
  return percent === 100 ? 'success' : 'ongoing';
}
