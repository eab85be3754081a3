import { readTextFile } from '../../firmware/regularFile';
import { globalTypes } from '../../project/pymakrConf';
import { isUpgradeError } from '../../base/upgradeError';

/** Settings of a kilobyte. */
const MOST_BYTES = 1024 * 1024;

/**
 * What Pymakr 1 sends in every project that has no list of its own; undefined where its user changed nothing.
 * Source: Pymakr 1 for VS Code keeps `pymakr.json` in the folder of VS Code's own settings.
 */
export async function globalList(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const { APPDATA, HOME } = environment;
  const folder =
    platform === 'win32'
      ? APPDATA
      : platform === 'darwin'
        ? `${HOME}/Library/Application Support`
        : `${HOME}/.config`;
  try {
    return globalTypes(await readTextFile(`${folder}/Code/User/pymakr.json`, MOST_BYTES));
  } catch (error) {
    if (isUpgradeError(error)) return undefined;
    throw error;
  }
}
