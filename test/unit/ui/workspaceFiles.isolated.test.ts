import { beforeEach, expect, test, vi } from 'vitest';

/** A file system as an extension may provide it, which says less of a file than it gives. */
const remote = vi.hoisted(() => ({ told: 0, given: 0, type: 1, timesRead: 0 }));

vi.mock('vscode', () => {
  class Uri {
    constructor(readonly path: string) {}
    static parse(text: string): Uri {
      return new Uri(text.replace(/^[a-z]+:\/\//, ''));
    }
    static joinPath(uri: Uri, ...parts: string[]): Uri {
      return new Uri(new URL(parts.join('/'), `file://${uri.path}/`).pathname.replace(/\/$/, ''));
    }
    toString(): string {
      return `memfs://${this.path}`;
    }
  }
  class FileSystemError extends Error {}
  return {
    Uri,
    FileSystemError,
    FileType: { File: 1, Directory: 2 },
    workspace: {
      fs: {
        stat: () => Promise.resolve({ type: remote.type, size: remote.told }),
        readFile: () => {
          remote.timesRead += 1;
          // As long as is wished for, without the memory of it.
          return Promise.resolve(Object.defineProperty(new Uint8Array(), 'length', { value: remote.given }));
        },
      },
    },
  };
});

const { workspaceFiles } = await import('../../../src/ui/workspaceFiles');
const MOST = 256 * 1024 * 1024;
const FILE = { name: 'x.dup', location: 'memfs:///firmware/x.dup' };

beforeEach(() => Object.assign(remote, { told: 0, given: 0, type: 1, timesRead: 0 }));

test('a file ten times too large is refused, and not read', async () => {
  Object.assign(remote, { told: 10 * MOST, given: 10 * MOST });
  await expect(workspaceFiles.open(FILE)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  expect(remote.timesRead).toBe(0);
});

test('one that was said to be smaller than it is is still refused', async () => {
  Object.assign(remote, { told: 0, given: MOST + 1 });
  await expect(workspaceFiles.open(FILE)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
});

test('neither a folder nor a pipe is read', async () => {
  for (const type of [2, 0]) {
    remote.type = type;
    await expect(workspaceFiles.open(FILE)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  }
  expect(remote.timesRead).toBe(0);
});

test('its folder is known, for an updater belongs to the image beside it', async () => {
  expect(await workspaceFiles.open(FILE)).toMatchObject({ name: 'x.dup', origin: 'memfs:///firmware' });
});
