import { UpgradeError } from '../../base/upgradeError';
import { type GlobalSync, skipsDup } from '../../project/pymakrConf';

/** A folder that may be a project of Pymakr's. */
export interface ProjectFolder {
  /** The text of its `pymakr.conf`; undefined where there is none. */
  readonly conf: () => Promise<string | undefined>;
  /** Paths of the `.dup` files in it: the whole folder is searched for them. */
  readonly images: () => Promise<readonly string[]>;
  /** The user's settings for all projects. */
  readonly base?: GlobalSync;
}

/** Names are mostly one of these; a list that has both is not asked about. */
const USUAL_ENDINGS = ['dup', 'DUP'];

/**
 * Which endings of its `.dup` files Pymakr 1 leaves out of this folder's sync. Only a project of Pymakr's is searched for them.
 * @returns as the files have them; none where nothing is left out
 */
export async function endingsLeftOut({ conf, images, base }: ProjectFolder): Promise<readonly string[]> {
  const text = await conf();
  if (text === undefined || !isSkipping(text, base, USUAL_ENDINGS)) return [];
  return endingsOf(await images()).filter((ending) => isSkipping(text, base, [ending]));
}

/** While it is being typed it need not parse; its own language says so. */
export function isSkipping(conf: string, base: GlobalSync | undefined, endings: readonly string[]): boolean {
  try {
    return skipsDup(conf, base, endings);
  } catch (error) {
    if (error instanceof UpgradeError) return false;
    throw error;
  }
}

/** `dup`, `DUP`: each once, in the order in which they are found. */
export function endingsOf(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.map((path) => path.slice(path.lastIndexOf('.') + 1)))];
}

/** For a person: `.dup, .DUP`. */
export function namedEndings(endings: readonly string[]): string {
  return endings.map((ending) => `.${ending}`).join(', ');
}
