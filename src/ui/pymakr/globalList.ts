import { isUpgradeError } from '../../base/upgradeError';
import { readTextFile } from '../../firmware/regularFile';
import { type GlobalSync, globalSync } from '../../project/pymakrConf';

/** Settings of a kilobyte. */
const MOST_BYTES = 1024 * 1024;

/**
 * What Pymakr 1 does in every project that says nothing itself; empty where its user changed nothing.
 * @param platform the computer's own, where Pymakr 1 runs
 */
export async function globalList(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<GlobalSync> {
  try {
    return globalSync(await readTextFile(settingsPath(platform, environment), MOST_BYTES, platform));
  } catch (error) {
    if (isUpgradeError(error)) return {};
    throw error;
  }
}

/**
 * Where Pymakr 1 keeps them: under the name of VS Code itself, whatever editor it runs in, and by `APPDATA` wherever that is set.
 * Source: Pymakr 1 for VS Code, the path of its configuration.
 */
function settingsPath(
  platform: NodeJS.Platform,
  { APPDATA, HOME }: Readonly<Record<string, string | undefined>>,
): string {
  const own =
    platform === 'darwin'
      ? `${HOME}/Library/Application Support`
      : platform === 'linux'
        ? `${HOME}/.config`
        : '/var/local';
  return `${APPDATA ?? own}/Code/User/pymakr.json`;
}
