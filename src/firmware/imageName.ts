import type { Family } from '../base/family';
import { knownBuild, TWO_STEP_BUILD } from './catalogue';

/**
 * What a file's name claims; only a second witness beside the content. A name may add knowledge. One that is not understood
 * tells nothing, and what a file may be used for must then be less, never more.
 */
export interface ImageName {
  readonly kind: 'full' | 'differential' | 'updater' | null;
  readonly family: Family | null;
  /** First number of the version: 5 and 6 are this modem's; null where the name has none. */
  readonly major: number | null;
  readonly targetBuild: string | null;
  readonly baseBuild: string | null;
  readonly stepOfPair: 1 | 2 | null;
  /** Every number of five digits in it, also where the name is not understood. */
  readonly mentions: readonly string[];
}

const SEPARATOR = '[-_. ]';
/** `CATM1-41065`, `FIPY_GPY_NB1-37365`, `CATM1-5.2-48829-1` */
const FULL = new RegExp(
  `(?<![a-z0-9])(cat${SEPARATOR}?m1|nb${SEPARATOR}?(?:1|iot))${SEPARATOR}*` +
    `(?:(\\d)[-_. ]\\d${SEPARATOR}+)?(\\d{5})(?![a-z0-9])`,
);
/** `LR5.2.1.0-48829-1`, `FIPY_LR6.1.2.0-46262_SMDD` */
const RELEASE = new RegExp(`(?<![a-z0-9])lr(\\d{1,2})(?:[-_. ]\\d{1,2}){3}${SEPARATOR}+(\\d{5})(?![a-z0-9])`);
/** `upgdiff_38638-to-39529` */
const DIFFERENTIAL = new RegExp(
  `(?<![a-z0-9])upgdiff${SEPARATOR}*(\\d{5})${SEPARATOR}*to${SEPARATOR}*(\\d{5})(?![a-z0-9])`,
);
const UPDATER = /^updater.*\.elf$/;
/** The number of a half follows its build at once: `-1`. `(1)` and ` 2` are marks of a copy. */
const HALF = /^ ?[-_.] ?([12])(?![a-z0-9])/;
const NUMBER_OF_FIVE = /\d{5,}/g;

const NOTHING: Omit<ImageName, 'mentions'> = {
  kind: null,
  family: null,
  major: null,
  targetBuild: null,
  baseBuild: null,
  stepOfPair: null,
};

/**
 * Copies as browsers and file managers name them, other separators and letter case are understood, and so is what somebody
 * wrote before or behind the published name, unless it could mean something else.
 */
export function parseImageName(name: string): ImageName {
  const text = name.normalize('NFKC').toLowerCase().replace(/\s/g, ' ').replace(/[‐-―]/g, '-');
  const mentions = (text.match(NUMBER_OF_FIVE) ?? []).flatMap((digits) => piecesOfFive(digits));
  if (UPDATER.test(text)) return { ...NOTHING, kind: 'updater', mentions };
  if (!/\.dup$/.test(text)) return { ...NOTHING, mentions };
  return { ...NOTHING, ...claimsOf(text.replace(/(?:\.dup)+$/, '')), mentions };
}

type Claims = Partial<Omit<ImageName, 'mentions'>>;

function claimsOf(stem: string): Claims | undefined {
  const differential = DIFFERENTIAL.exec(stem);
  if (differential) {
    const [, baseBuild = null, targetBuild = null] = differential;
    return isAmbiguous(around(stem, differential))
      ? undefined
      : { kind: 'differential', baseBuild, targetBuild };
  }
  const full = FULL.exec(stem);
  if (full) {
    const [, prefix = '', digit, build = ''] = full;
    const family = prefix.startsWith('nb') ? 'NB-IoT' : 'CAT-M1';
    const major = digit === undefined ? null : Number(digit);
    return whole(stem, full, build, { kind: 'full', family, major, targetBuild: build });
  }
  const release = RELEASE.exec(stem);
  if (release) {
    const [, digits, build = ''] = release;
    const major = Number(digits);
    const family = major === 6 ? 'NB-IoT' : major === 5 ? 'CAT-M1' : null;
    return whole(stem, release, build, { kind: 'full', family, major, targetBuild: build });
  }
  return undefined;
}

function whole(stem: string, match: RegExpExecArray, build: string, claims: Claims): Claims | undefined {
  const { before, behind } = around(stem, match);
  if (isAmbiguous({ before, behind })) return undefined;
  if (build !== TWO_STEP_BUILD && knownBuild(build)?.published === true) return claims;
  const half = HALF.exec(behind);
  if (!half) return claims;
  // Which half a file is must be beyond doubt: what stands around the number may be nothing but the mark of a copy.
  const rest = behind.slice(half[0].length);
  return /\d/.test(before.replace(/\(\d{1,3}\)/g, '')) || !isCopyMark(rest)
    ? claims
    : { ...claims, stepOfPair: half[1] === '1' ? 1 : 2 };
}

interface Around {
  readonly before: string;
  readonly behind: string;
}

function around(stem: string, { 0: { length }, index }: RegExpExecArray): Around {
  return { before: stem.slice(0, index), behind: stem.slice(index + length) };
}

/** A further build in the name: which of them is meant cannot be known. */
function isAmbiguous({ before, behind }: Around): boolean {
  return /\d{5}/.test(before) || /\d{5}/.test(behind);
}

/** Every five digits in a row, as `123456` holds two. */
function piecesOfFive(digits: string): string[] {
  return Array.from({ length: digits.length - 4 }, (_, at) => digits.slice(at, at + 5));
}

/** What file managers and people call a copy, without its marks above the letters. */
const WORDS = [
  // Germanic
  ...['copy', 'another', 'kopie', 'kopi', 'kopia', 'kopio', 'afrit', 'duplicate', 'duplikat'],
  // Romance
  ...['copie', 'copia', 'copias', 'duplicado', 'duplicata', 'duplicato'],
  // Slavic, Baltic, Finnic, Turkic, Hungarian
  ...['kopija', 'kopya', 'koopia', 'masolat', 'kopijos', 'копия', 'копія', 'копие', 'копија'],
  ...['αντιγραφο', 'עותק', 'نسخة', 'สำเนา', 'salinan', 'ban sao', 'प्रति'],
  ...['副本', '拷贝', '拷貝', '複本', '複製', '复件', 'コピー', '복사본', '사본'],
];
/** Between the name and the word. */
const LINKS = ['の', '的'];

const MARK = new RegExp(
  `^(?:\\.dup|[-_. ]*[()]|[-_. ]+|\\[\\d{1,3}\\]|(?:${[...WORDS, ...LINKS].map(plain).join('|')})(?![a-z]))`,
);
/** A bare number is one of a copy behind a space alone: `-1-2` could mean anything. */
const NUMBER = /^\d{1,3}(?![a-z0-9])/;

/**
 * Whether a text behind a name is nothing but the mark of a copy: ` (1)`, ` - Copy (2)`, `-Kopie`, ` 2`, `的副本`.
 * @param text in lower case
 */
function isCopyMark(text: string): boolean {
  let rest = plain(text);
  while (rest !== '') {
    const mark = MARK.exec(rest)?.[0];
    if (!mark) return false;
    rest = rest.slice(mark.length);
    if (/[ (]$/.test(mark)) rest = rest.replace(NUMBER, '');
  }
  return true;
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .normalize('NFC');
}
