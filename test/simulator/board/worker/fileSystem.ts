import fs from 'node:fs';
import path from 'node:path';
import type { SharedState } from '../sharedState';
import { BoardOsError } from './hostCall';
import { Errno } from './errno';
import type { Volume } from './volume';

interface OpenFile {
  readonly fd: number;
  readonly volume: Volume;
  position: number;
  /** The file’s size on the volume at the last count, and the free space at that time. */
  occupied: number;
  free: number;
}

const DIRECTORY_MODE = 0x4000;
const FILE_MODE = 0x8000;
const BYTES_PER_KIB = 1024;

/** The board's files: `/flash`, and `/sd` once mounted. Paths without a slash in front belong to the current folder. */
export class FileSystem {
  readonly volumes: readonly Volume[];
  private readonly state: SharedState;
  private readonly writeMsPerKib: number;
  private readonly open = new Map<number, OpenFile>();
  private folder = '/flash';

  constructor(volumes: readonly Volume[], state: SharedState, writeMsPerKib: number) {
    this.volumes = volumes;
    this.state = state;
    this.writeMsPerKib = writeMsPerKib;
  }

  openFile(name: string, mode: string): number {
    const { volume, host } = this.locate(name);
    const flags = mode.replace(/[bt]/g, '');
    if (flags !== 'r') volume.throwIfReadOnly();
    if (fs.statSync(host, { throwIfNoEntry: false })?.isDirectory()) throw new BoardOsError(Errno.EISDIR);
    const fd = fs.openSync(host, flags);
    const size = fs.fstatSync(fd).size;
    const position = flags.startsWith('a') ? size : 0;
    this.open.set(fd, { fd, volume, position, occupied: volume.occupied(size), free: volume.freeBytes() });
    return fd;
  }

  /** Writes as much as fits; fails with ENOSPC when nothing fits. */
  write(fd: number, bytes: Uint8Array): number {
    const file = this.file(fd);
    if (this.writeMsPerKib > 0) this.state.sleep((this.writeMsPerKib * bytes.length) / BYTES_PER_KIB);
    const end = Math.max(fs.fstatSync(fd).size, file.position + bytes.length);
    const occupied = file.volume.occupied(end);
    if (occupied - file.occupied > file.free) {
      file.free = file.volume.freeBytes();
      if (occupied - file.occupied > file.free) throw new BoardOsError(Errno.ENOSPC);
    }
    file.free -= occupied - file.occupied;
    file.occupied = occupied;
    const written = fs.writeSync(fd, bytes, 0, bytes.length, file.position);
    file.position += written;
    return written;
  }

  read(fd: number, into: Uint8Array): number {
    const file = this.file(fd);
    const count = fs.readSync(fd, into, 0, into.length, file.position);
    file.position += count;
    return count;
  }

  /** `whence`: 0 from the start, 1 from here, 2 from the end. Returns the new position. */
  seek(fd: number, offset: number, whence: number): number {
    const file = this.file(fd);
    const base = [0, file.position, fs.fstatSync(fd).size][whence];
    if (base === undefined || base + offset < 0) throw new BoardOsError(Errno.EINVAL);
    file.position = base + offset;
    return file.position;
  }

  /** Bytes from the current position to the end. */
  remaining(fd: number): number {
    return Math.max(0, fs.fstatSync(fd).size - this.file(fd).position);
  }

  flush(fd: number): void {
    this.file(fd);
  }

  close(fd: number): void {
    if (this.open.delete(fd)) fs.closeSync(fd);
  }

  list(name: string): string[] {
    if (path.posix.resolve(this.folder, name) === '/')
      return this.mounted().map((v) => v.mountPoint.slice(1));
    return fs.readdirSync(this.locate(name).host);
  }

  /** Name, mode (folder or file) and size of each entry. */
  entries(name: string): [string, number, number, number][] {
    return this.list(name).map((entry) => {
      const [mode, size] = this.stat(`${name}/${entry}`);
      return [entry, mode, 0, size];
    });
  }

  stat(name: string): [mode: number, size: number, seconds: number] {
    if (path.posix.resolve(this.folder, name) === '/') return [DIRECTORY_MODE, 0, 0];
    const stat = fs.statSync(this.locate(name).host);
    const seconds = Math.floor(stat.mtimeMs / 1000);
    return stat.isDirectory() ? [DIRECTORY_MODE, 0, seconds] : [FILE_MODE, stat.size, seconds];
  }

  makeFolder(name: string): void {
    const { volume, host } = this.locate(name);
    volume.throwIfReadOnly();
    if (volume.freeBytes() < volume.setup.clusterBytes) throw new BoardOsError(Errno.ENOSPC);
    fs.mkdirSync(host);
  }

  remove(name: string): void {
    const { volume, host } = this.locate(name);
    volume.throwIfReadOnly();
    // Like FatFs, `remove` also accepts an empty folder.
    if (fs.statSync(host).isDirectory()) fs.rmdirSync(host);
    else fs.unlinkSync(host);
  }

  rename(from: string, to: string): void {
    const source = this.locate(from);
    const target = this.locate(to);
    source.volume.throwIfReadOnly();
    if (source.volume !== target.volume) throw new BoardOsError(Errno.EINVAL);
    // FatFs refuses to replace a file; the host would do it silently.
    if (fs.existsSync(target.host)) throw new BoardOsError(Errno.EEXIST);
    fs.renameSync(source.host, target.host);
  }

  changeFolder(name: string): void {
    const folder = path.posix.resolve(this.folder, name);
    if (this.stat(folder)[0] !== DIRECTORY_MODE) throw new BoardOsError(Errno.ENOENT);
    this.folder = folder;
  }

  currentFolder(): string {
    return this.folder;
  }

  /** Free KiB of a path’s volume. */
  freeKib(name: string): number {
    return Math.floor(this.locate(name).volume.freeBytes() / BYTES_PER_KIB);
  }

  /** Cluster size, total clusters and free clusters. */
  statVfs(name: string): [clusterBytes: number, total: number, free: number] {
    const { volume } = this.locate(name);
    const { bytes, clusterBytes } = volume.setup;
    return [clusterBytes, Math.floor(bytes / clusterBytes), Math.floor(volume.freeBytes() / clusterBytes)];
  }

  /** @param vfs whether the release has the VFS (1.19 and newer); older ones do not mount a card without a file system */
  mount(mountPoint: string, vfs: boolean): void {
    const card = this.card();
    // The firmware’s own messages: already mounted, and no file system found.
    if (card.mounted) throw new BoardOsError(vfs ? Errno.EPERM : 'the requested operation is not possible');
    card.throwIfOut();
    if (!vfs && !card.formatted) throw new BoardOsError('the requested operation failed');
    card.mountPoint = mountPoint;
    card.mounted = true;
  }

  unmount(mountPoint: string): void {
    const volume = this.mounted().find((candidate) => candidate.mountPoint === mountPoint);
    if (!volume) throw new BoardOsError(Errno.EINVAL);
    volume.mounted = false;
  }

  /** The volume that is mounted there. */
  format(mountPoint: string): void {
    const volume = this.mounted().find((candidate) => candidate.mountPoint === mountPoint);
    if (!volume) throw new BoardOsError(Errno.ENODEV);
    volume.format();
  }

  /** The card, mounted or not. */
  formatCard(): void {
    this.card().format();
  }

  private card(): Volume {
    const card = this.volumes.find((volume) => volume.setup.mountPoint === '/sd');
    if (!card) throw new BoardOsError(Errno.ENODEV);
    return card;
  }

  private mounted(): Volume[] {
    return this.volumes.filter((volume) => volume.mounted);
  }

  private file(fd: number): OpenFile {
    const file = this.open.get(fd);
    if (!file) throw new BoardOsError(Errno.EBADF);
    file.volume.throwIfOut();
    return file;
  }

  private locate(name: string): { volume: Volume; host: string } {
    const absolute = path.posix.resolve(this.folder, name);
    for (const volume of this.mounted()) {
      const { mountPoint } = volume;
      if (absolute === mountPoint || absolute.startsWith(`${mountPoint}/`)) {
        volume.throwIfOut();
        volume.throwIfUnformatted();
        return { volume, host: volume.resolve(absolute.slice(mountPoint.length)) };
      }
    }
    throw new BoardOsError(Errno.ENOENT);
  }
}
