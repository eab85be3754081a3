import { beforeEach, expect, test, vi } from 'vitest';

/** A file system of an extension, which reports a smaller size than it returns. */
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
          // Any length, without using that much memory.
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

test('a file that is ten times too large is refused without reading it', async () => {
  Object.assign(remote, { told: 10 * MOST, given: 10 * MOST });
  await expect(workspaceFiles.open(FILE)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  expect(remote.timesRead).toBe(0);
});

test('a file that is larger than its reported size is still refused', async () => {
  Object.assign(remote, { told: 0, given: MOST + 1 });
  await expect(workspaceFiles.open(FILE)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
});

test('folders and pipes are not read', async () => {
  for (const type of [2, 0]) {
    remote.type = type;
    await expect(workspaceFiles.open(FILE)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  }
  expect(remote.timesRead).toBe(0);
});

test('the folder of a file is known, because an updater belongs to the image beside it', async () => {
  expect(await workspaceFiles.open(FILE)).toMatchObject({ name: 'x.dup', origin: 'memfs:///firmware' });
});
