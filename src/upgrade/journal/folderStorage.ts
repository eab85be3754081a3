import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { join, posix, win32 } from 'node:path';
import { homedir } from 'node:os';
import { type Clock, systemClock } from '../../base/clock';
import { codeOf } from '../../base/thrown';
import { LARGEST_RECORD_BYTES, type RecordStorage } from './recordStorage';

/** Files that are being written; a crash leaves them behind, and nobody lists them. */
const UNFINISHED = '.tmp';
const NAME = /^[a-z0-9][a-z0-9.-]*$/;

/** What differs from one computer to the next. */
export interface FolderDeps {
  readonly platform?: NodeJS.Platform;
  readonly clock?: Pick<Clock, 'sleep'>;
}

/** Records as files of a folder that only its owner can read. It is made when something is written. */
export function folderStorage(
  folder: string,
  { platform = process.platform, clock = systemClock }: FolderDeps = {},
): RecordStorage {
  const removeFile = (path: string): Promise<void> => patiently(clock, () => unlinkIfThere(path));
  const flush = (): Promise<void> => flushFolder(folder, platform);
  const pathOf = (name: string): string => {
    if (!NAME.test(name)) throw new Error(`"${name}" is no name of a record`);
    return join(folder, name);
  };

  /** The text under a new name, flushed: what replaces another file is complete. */
  const writeBeside = async (path: string, text: string): Promise<string> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const beside = `${path}.${randomUUID()}${UNFINISHED}`;
    const file = await open(beside, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
      await file.close();
    } catch (error) {
      await file.close().catch(() => undefined);
      await removeFile(beside);
      throw error;
    }
    return beside;
  };

  return {
    folder,
    read: async (name) => {
      const path = pathOf(name);
      try {
        if ((await stat(path)).size > LARGEST_RECORD_BYTES) return '';
        const file = await patiently(clock, () => open(path, 'r'));
        try {
          return await file.readFile('utf8');
        } finally {
          await file.close();
        }
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined;
        throw error;
      }
    },
    write: async (name, text) => {
      const path = pathOf(name);
      const beside = await writeBeside(path, text);
      try {
        await patiently(clock, () => rename(beside, path));
      } catch (error) {
        await removeFile(beside);
        throw error;
      }
      await flush();
    },
    create: async (name, text) => {
      const path = pathOf(name);
      const beside = await writeBeside(path, text);
      try {
        // Unlike a rename, a link never takes the place of another file; unlike an exclusive open, it is whole at once.
        await linkOrCopy(beside, path);
      } catch (error) {
        await removeFile(beside);
        if (codeOf(error) === 'EEXIST') return false;
        throw error;
      }
      try {
        await removeFile(beside);
        await flush();
        return true;
      } catch (error) {
        // What is not said to be made must not be there: as a lock it would keep everybody out.
        await removeFile(path);
        throw error;
      }
    },
    list: async () => {
      try {
        const entries = await readdir(folder, { withFileTypes: true });
        return entries
          .filter((entry) => entry.isFile() && NAME.test(entry.name) && !entry.name.endsWith(UNFINISHED))
          .map(({ name }) => name);
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return [];
        throw error;
      }
    },
    remove: (name) => removeFile(pathOf(name)),
  };
}

/** Some file systems have no links; the copy may be cut short by a crash, and is then no valid record. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
  }
}

async function unlinkIfThere(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** What Windows, and file servers, say of a file that another program holds open: a virus scanner, an indexer, a backup. */
const MAY_PASS = ['EPERM', 'EACCES', 'EBUSY'];
/** Such programs let go within tenths of a second. Together one and a half. */
const BETWEEN_TRIES_MS = [20, 50, 100, 200, 400, 800];

async function patiently<T>(clock: Pick<Clock, 'sleep'>, work: () => Promise<T>): Promise<T> {
  for (const ms of BETWEEN_TRIES_MS) {
    try {
      return await work();
    } catch (error) {
      if (!MAY_PASS.some((code) => code === codeOf(error))) throw error;
      await clock.sleep(ms);
    }
  }
  return work();
}

/** What a system says of a folder that cannot be flushed; its file system has another way, or none. */
const NOT_FLUSHED = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EPERM'];

/** A file's new name is on the disk when its folder is. Windows opens no folders, and needs none of this. */
async function flushFolder(folder: string, platform: NodeJS.Platform): Promise<void> {
  if (platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (!NOT_FLUSHED.some((code) => code === codeOf(error))) throw error;
  } finally {
    await handle.close();
  }
}

const FOLDER_NAME = 'lte-upgrade';

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
    return path.join(environment['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), FOLDER_NAME);
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', FOLDER_NAME);
  // The XDG Base Directory Specification: a path that is not absolute must be ignored.
  const state = environment['XDG_STATE_HOME'] ?? '';
  return path.join(path.isAbsolute(state) ? state : path.join(home, '.local', 'state'), FOLDER_NAME);
}
