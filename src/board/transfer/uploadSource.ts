import type { ByteSource } from '../../base/sha256';

/** The bytes that go to the board. */
export interface UploadSource extends ByteSource {
  readonly name: string;
}
