import type { Family } from '../base/family';

/** What a file's name claims; only a second witness beside the content. */
export interface ImageName {
  readonly kind: 'full' | 'differential' | 'updater' | null;
  readonly family: Family | null;
  readonly targetBuild: string | null;
  readonly baseBuild: string | null;
  readonly stepOfPair: 1 | 2 | null;
}

/** Names seen in the field: `CATM1-41065.dup`, `FIPY_GPY_NB1-37365.dup`, `CATM1-5.2-48829-1.dup`; case varies. */
const FULL = /^(?:FIPY_(?:GPY_)?)?(CATM1|NB1)[-_](?:\d\.\d-)?(\d{5})(?:-([12]))?\.dup$/i;
/** `LR5.2.1.0-48829-1.dup` */
const RELEASE = /^LR(\d)(?:\.\d){3}-(\d{5})(?:-([12]))?\.dup$/i;
/** `upgdiff_38638-to-39529.dup` */
const DIFFERENTIAL = /^upgdiff_(\d{5})-to-(\d{5})\.dup$/i;
const UPDATER = /^updater.*\.elf$/i;

const NOTHING: ImageName = { kind: null, family: null, targetBuild: null, baseBuild: null, stepOfPair: null };

export function parseImageName(name: string): ImageName {
  const differential = DIFFERENTIAL.exec(name);
  if (differential) {
    const [, baseBuild = null, targetBuild = null] = differential;
    return { ...NOTHING, kind: 'differential', baseBuild, targetBuild };
  }
  const full = FULL.exec(name);
  if (full) {
    const [, prefix, targetBuild = null, half] = full;
    const family = prefix?.toUpperCase() === 'NB1' ? 'NB-IoT' : 'CAT-M1';
    return { ...NOTHING, kind: 'full', family, targetBuild, stepOfPair: stepIn(half) };
  }
  const release = RELEASE.exec(name);
  if (release) {
    const [, major, targetBuild = null, half] = release;
    const family = major === '6' ? 'NB-IoT' : major === '5' ? 'CAT-M1' : null;
    return { ...NOTHING, kind: 'full', family, targetBuild, stepOfPair: stepIn(half) };
  }
  return UPDATER.test(name) ? { ...NOTHING, kind: 'updater' } : NOTHING;
}

function stepIn(digit: string | undefined): 1 | 2 | null {
  return digit === '1' ? 1 : digit === '2' ? 2 : null;
}
