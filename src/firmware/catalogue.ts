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

/** The build that comes in two images, of which neither may go alone. */
export const TWO_STEP_BUILD = '48829';

/** Differential images that lead from one family to the other and were published. */
export const PUBLISHED_CROSS_DIFFERENTIALS: readonly (readonly [base: string, target: string])[] = [
  ['41065', '41019'],
  ['41019', '41065'],
  ['33080', '40343'],
  ['33080', '41019'],
];
