import type { Family } from '../base/family';

/** A build of the modem's firmware that was seen in the field. */
export interface KnownBuild {
  readonly build: string;
  readonly family: Family;
  /** Whether a full image of it was ever published: only then is there a way back to it. */
  readonly published: boolean;
}

/** Sources: Pycom's documentation and forum, its public repositories' history, and users' issues and scripts. */
const KNOWN_BUILDS: readonly KnownBuild[] = [
  { build: '33080', family: 'CAT-M1', published: false }, // factory
  { build: '33988', family: 'CAT-M1', published: true },
  { build: '36417', family: 'CAT-M1', published: true },
  { build: '38638', family: 'CAT-M1', published: true },
  { build: '39529', family: 'CAT-M1', published: true },
  { build: '41065', family: 'CAT-M1', published: true },
  { build: '43818', family: 'CAT-M1', published: false }, // shipped on boards
  { build: '46470', family: 'CAT-M1', published: false }, // seen on a FiPy
  { build: '48829', family: 'CAT-M1', published: true }, // 5.2.1.0, in two steps
  { build: '50523', family: 'CAT-M1', published: false }, // 5.4.1.0, newest products
  { build: '35351', family: 'NB-IoT', published: true },
  { build: '36571', family: 'NB-IoT', published: false }, // only named by users
  { build: '37365', family: 'NB-IoT', published: true },
  { build: '37781', family: 'NB-IoT', published: true },
  { build: '38729', family: 'NB-IoT', published: true },
  { build: '40343', family: 'NB-IoT', published: true },
  { build: '41019', family: 'NB-IoT', published: true },
  { build: '46262', family: 'NB-IoT', published: false }, // 6.1.2.0, only in a user's script
  { build: '48939', family: 'NB-IoT', published: false }, // only in a user's script
];

export function knownBuild(build: string | null): KnownBuild | undefined {
  return KNOWN_BUILDS.find((each) => each.build === build);
}

/** The build that comes in two images. Neither may go alone. */
export const TWO_STEP_BUILD = '48829';

/** Differential images that lead from one family to the other and were published. */
export const PUBLISHED_CROSS_DIFFERENTIALS: readonly (readonly [base: string, target: string])[] = [
  ['41065', '41019'],
  ['41019', '41065'],
  ['33080', '40343'],
  ['33080', '41019'],
];

/** A file that Pycom published, as far as public sources state its size and its content. */
export interface KnownFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Null where no source has the file itself: a size alone proves nothing. */
  readonly sha256: string | null;
}

/**
 * To add one is a line: its published name, its size and, where somebody has the genuine file, what `sha256sum` prints.
 * Sources: commit 0d9c711 of pycom/pycom-libraries (sizes and sums), logs of uploads in users' issues and in Pycom's forum
 * (sizes).
 */
export const KNOWN_FILES: readonly KnownFile[] = [
  known('CATM1-38638.dup', 5_996_938, '50a58fa2fe241dd99f37453926a9067315ecf6648c10cec83169c6b547236f50'),
  known('NB1-37781.dup', 5_258_127, '96f5d4359a2eb8440117cf93e9f5fae6e7954ee47af1efa6bf20186b7c0aa262'),
  known('updater.elf', 306_076, '3423e1e16958ac25753d9dbc01e17aed60dfa8ee311ad6c288c64b6089791a91'), // both of these
  known('CATM1-5.2-48829-1.dup', 416_448),
  known('FIPY_NB1_35351.dup', 4_560_505),
  known('FIPY_GPY_NB1-37365.dup', 5_050_226),
  known('NB1-41019.dup', 5_835_531),
  known('upgdiff_33080-to-41065.dup', 1_658_508),
  known('upgdiff_33080-to-41019.dup', 2_533_108),
  known('updater.elf', 429_340), // of CATM1-39529
  known('updater.elf', 371_307), // of NB1-41019
];

/** The first of the two steps to 5.2-48829 is a sixth of the size of other images, and no other file has its size. */
export const FIRST_HALF_BYTES = 416_448;

/** Full images that were published have 4,560,505 bytes and more, the first half of a pair aside. */
export const SMALLEST_FULL_BYTES = 4_194_304;

/** The published file with exactly this content. */
export function knownFile(sha256: string, files: readonly KnownFile[] = KNOWN_FILES): KnownFile | undefined {
  return files.find((each) => each.sha256 === sha256);
}

/** The name of a file, for code that reads names: a known file has its published name. */
export function publishedName(file: { readonly name: string; readonly sha256?: string }): string {
  return (file.sha256 === undefined ? undefined : knownFile(file.sha256)?.name) ?? file.name;
}

function known(name: string, size: number, sha256: string | null = null): KnownFile {
  return { name, size, sha256 };
}
