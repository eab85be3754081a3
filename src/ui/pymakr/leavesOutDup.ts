import { UpgradeError } from '../../base/upgradeError';
import { skipsDup } from '../../project/pymakrConf';

/** A folder that may be a project of Pymakr's. */
export interface ProjectFolder {
  /** The text of its `pymakr.conf`; undefined where there is none. */
  readonly conf: () => Promise<string | undefined>;
  /** Whether there is a `.dup` file in it: the whole folder is searched for one. */
  readonly hasImage: () => Promise<boolean>;
  /** The user's list for all projects, where there is one. */
  readonly base?: string | undefined;
}

/** Whether Pymakr 1 leaves `.dup` files of this folder out of its sync. Only a project of Pymakr's is searched for them. */
export async function leavesOutDup({ conf, hasImage, base }: ProjectFolder): Promise<boolean> {
  const text = await conf();
  return text !== undefined && isSkipping(text, base) && (await hasImage());
}

/** While it is being typed it need not parse; its own language says so. */
export function isSkipping(conf: string, base?: string): boolean {
  try {
    return skipsDup(conf, base);
  } catch (error) {
    if (error instanceof UpgradeError) return false;
    throw error;
  }
}
