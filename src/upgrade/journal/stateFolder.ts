import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

const NAME = 'lte-upgrade';

/**
 * The user's folder for what must be remembered from one start to the next. The command line and every window of the
 * editor share it: what one of them began the others must know, or they would interrupt it.
 * `LTE_UPGRADE_STATE` takes its place.
 */
export function stateFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const path = platform === 'win32' ? win32 : posix;
  const given = environment['LTE_UPGRADE_STATE'];
  if (given !== undefined && given !== '') return given;
  if (platform === 'win32')
    return path.join(environment['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), NAME);
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', NAME);
  // The XDG Base Directory Specification: a path that is not absolute must be ignored.
  const state = environment['XDG_STATE_HOME'] ?? '';
  return path.join(path.isAbsolute(state) ? state : path.join(home, '.local', 'state'), NAME);
}
