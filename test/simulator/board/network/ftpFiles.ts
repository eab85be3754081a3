import fs from 'node:fs';
import path from 'node:path';
import type { SimulatedBoard } from '../simulatedBoard';

/** The board’s files for FTP: the volumes are folders of the root. */
export class FtpFiles {
  private readonly board: SimulatedBoard;

  constructor(board: SimulatedBoard) {
    this.board = board;
  }

  /** @returns names, each with its `ls -l` details */
  list(folder: string): string[] | undefined {
    const host = folder === '/' ? this.board.folder : this.hostPath(folder);
    if (host === undefined || !fs.statSync(host, { throwIfNoEntry: false })?.isDirectory()) return undefined;
    return fs.readdirSync(host, { withFileTypes: true }).flatMap((entry) => {
      if (folder === '/' && this.hostPath(`/${entry.name}`) === undefined) return [];
      const { size } = fs.statSync(path.join(host, entry.name));
      return `${entry.isDirectory() ? 'd' : '-'}rw-rw-rw-   1 root  root ${size} Jan  1 2021 ${entry.name}`;
    });
  }

  isFolder(name: string): boolean {
    return name === '/' || this.statOf(name)?.isDirectory() === true;
  }

  size(name: string): number | undefined {
    const stat = this.statOf(name);
    return stat?.isFile() ? stat.size : undefined;
  }

  exists(name: string): boolean {
    return this.statOf(name) !== undefined;
  }

  remove(name: string): boolean {
    const host = this.writable(name);
    if (host === undefined || !fs.existsSync(host)) return false;
    fs.rmSync(host, { recursive: true });
    return true;
  }

  makeFolder(name: string): boolean {
    const host = this.writable(name);
    if (host === undefined || fs.existsSync(host)) return false;
    fs.mkdirSync(host);
    return true;
  }

  /** A FAT file system does not rename over an existing file. */
  rename(from: string, to: string): boolean {
    const [source, target] = [this.writable(from), this.writable(to)];
    if (source === undefined || target === undefined || fs.existsSync(target)) return false;
    fs.renameSync(source, target);
    return true;
  }

  read(name: string): Buffer | undefined {
    const host = this.hostPath(name);
    return host !== undefined && this.size(name) !== undefined ? fs.readFileSync(host) : undefined;
  }

  /** Opens an empty file for writing; undefined when that is not possible. */
  create(name: string): FileBeingWritten | undefined {
    const host = this.writable(name);
    if (host === undefined || !fs.existsSync(path.dirname(host))) return undefined;
    const volume = this.board.volume(name);
    const fd = fs.openSync(host, 'w');
    const free = volume.freeBytes();
    let length = 0;
    return {
      write: (bytes) => {
        if (this.writable(name) === undefined || volume.occupied(length + bytes.length) > free) return false;
        length += bytes.length;
        fs.writeSync(fd, bytes);
        return true;
      },
      close: () => fs.closeSync(fd),
    };
  }

  private writable(name: string): string | undefined {
    const host = this.hostPath(name);
    return host === undefined || this.board.volume(name).readOnly ? undefined : host;
  }

  private statOf(name: string): fs.Stats | undefined {
    const host = this.hostPath(name);
    return host === undefined ? undefined : fs.statSync(host, { throwIfNoEntry: false });
  }

  /** Undefined outside the volumes, and on a missing card. */
  private hostPath(name: string): string | undefined {
    const normal = path.posix.normalize(name);
    const top = normal.split('/')[1];
    if (top !== 'flash' && top !== 'sd') return undefined;
    if (top === 'sd' && !this.board.cardReadable) return undefined;
    return path.join(this.board.folder, normal);
  }
}

export interface FileBeingWritten {
  /** @returns false when the volume is full, or gone */
  write(bytes: Uint8Array): boolean;
  close(): void;
}
