import { describe, expect, test } from 'vitest';
import { recogniseElf } from '../../../src/firmware/elf';

const HEADER_BYTES = 52;

/** @param tables where the program's and the sections' headers begin, how long one is, and how many there are */
function elf(tables: {
  readonly program: readonly number[];
  readonly sections: readonly number[];
}): Uint8Array {
  const head = Buffer.alloc(HEADER_BYTES);
  head.set([0x7f, 0x45, 0x4c, 0x46, 1, 2]);
  head.writeUInt16BE(0x00a7, 18);
  const [programAt = 0, programBytes = 0, programs = 0] = tables.program;
  const [sectionsAt = 0, sectionBytes = 0, sections = 0] = tables.sections;
  head.writeUInt32BE(programAt, 28);
  head.writeUInt32BE(sectionsAt, 32);
  head.writeUInt16BE(programBytes, 42);
  head.writeUInt16BE(programs, 44);
  head.writeUInt16BE(sectionBytes, 46);
  head.writeUInt16BE(sections, 48);
  return head;
}

const UPDATER = elf({ program: [52, 32, 2], sections: [1000, 40, 5] });

describe('an ELF head', () => {
  test.each([
    ['sections are last', UPDATER, 1200],
    ['program headers are last', elf({ program: [2000, 32, 3], sections: [1000, 40, 5] }), 2096],
  ])('of an updater gives the minimum length of the file by its %s', (_, head, end) => {
    expect(recogniseElf(head)).toEqual({ kind: 'updater', end });
  });

  test.each([
    ['is cut off', UPDATER.subarray(0, HEADER_BYTES - 1)],
    ['is a 64-bit one', but(4, 2)],
    ['is little-endian', but(5, 1)],
    ['is for another machine', but(19, 0xa8)],
  ])('that %s belongs to another program', (_, head) => {
    expect(recogniseElf(head)).toEqual({ kind: 'other' });
  });

  test('is none without its magic number', () => {
    expect(recogniseElf(but(3, 0x47))).toEqual({ kind: 'none' });
  });
});

function but(at: number, value: number): Uint8Array {
  return Uint8Array.from(UPDATER, (byte, index) => (index === at ? value : byte));
}
