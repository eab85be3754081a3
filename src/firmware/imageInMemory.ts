import { createHash } from 'node:crypto';
import { firmwareErrors } from './errors';
import type { FirmwareImage } from './firmwareImage';
import { bytesSource } from '../base/byteSource';
import { sha256Of } from '../base/sha256';

/** Every genuine image fits: the largest has 6 MB. A larger file is read while it is sent, so that memory stays bounded. */
const HELD_BYTES = 8 * 1024 * 1024;

/** A checked file for an upgrade, held until it is released, once. */
export interface HeldImage {
  readonly image: FirmwareImage;
  release(): void;
}

interface SharedBytes {
  readonly bytes: Promise<Uint8Array>;
  holders: number;
}

/** The files that upgrades hold now. One that several boards get at a time is in memory once. */
export class HeldImages {
  private readonly shared = new Map<string, SharedBytes>();

  /**
   * Takes a checked file's bytes into memory: what happens to the file from now on, be it that its drive is pulled, keeps
   * no modem waiting in the middle of a transfer.
   * @returns the image, for its source to be read instead of the file's
   * @throws FILE_CHANGED when they are not those that were checked any more, FILE_UNREADABLE
   */
  async hold(image: FirmwareImage): Promise<HeldImage> {
    const { source, description } = image;
    if (source.size > HELD_BYTES) {
      await requireUnchanged(image);
      return { image, release: () => undefined };
    }
    const { sha256 } = description;
    const shared = this.shared.get(sha256) ?? { bytes: readAll(image), holders: 0 };
    this.shared.set(sha256, shared);
    shared.holders++;
    const release = (): void => {
      shared.holders--;
      if (shared.holders === 0) this.shared.delete(sha256);
    };
    try {
      // They were hashed when they were read: no upload needs to hash them again.
      const held = { ...bytesSource(source.name, await shared.bytes, source.origin), sha256 };
      return { image: { ...image, source: held }, release };
    } catch (error) {
      release();
      throw error;
    }
  }
}

/** @throws FILE_CHANGED, FILE_UNREADABLE */
async function readAll({ source, description }: FirmwareImage): Promise<Uint8Array> {
  const bytes = new Uint8Array(source.size);
  for (let offset = 0; offset < bytes.length;) {
    const piece = await source.read(offset, bytes.length - offset, bytes.subarray(offset));
    if (piece.length === 0) throw firmwareErrors.changed(source.name);
    // A source may have put it there already, or give its own.
    bytes.set(piece, offset);
    offset += piece.length;
  }
  if (createHash('sha256').update(bytes).digest('hex') !== description.sha256)
    throw firmwareErrors.changed(source.name);
  return bytes;
}

/**
 * Reads a checked file once more, right before it is sent: between check and transfer somebody may have written to it.
 * @throws FILE_CHANGED, FILE_UNREADABLE
 */
export async function requireUnchanged({ source, description }: FirmwareImage): Promise<void> {
  if ((await sha256Of(source)) !== description.sha256) throw firmwareErrors.changed(source.name);
}
