import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { render } from '../../../src/base/phrase';
import { isUpgradeError } from '../../../src/base/upgradeError';
import { checkFirmware } from '../../../src/firmware/checkFirmware';
import { Crc32 } from '../../../src/firmware/crc32';
import { bytesSource } from '../../../src/base/byteSource';
import { type BlockHead, sealedBlock } from '../../fixtures/block';
import { fullImage } from '../../fixtures/firmware';

const NAME = 'CATM1-41065.dup';
const VERSION_TEXT = Buffer.from('5.1.1.0 [41065] by robot-soft at 2020-01-10'.padEnd(500, '\0'));

/** A full image whose blocks all have this head; `outer` is that of the `PACK` around them. */
function image(inner: BlockHead, outer: BlockHead = inner): Buffer {
  const blocks = ['bootrom', 'fff', 'fs'].map((part) =>
    sealedBlock('UPGR', `${part} upgrade package`, part === 'fff' ? VERSION_TEXT : Buffer.alloc(300), inner),
  );
  return sealedBlock('PACK', 'Packed dup files', Buffer.concat(blocks), outer);
}

async function doubtsOf(bytes: Uint8Array): Promise<string[]> {
  const { description } = await checkFirmware(bytesSource(NAME, bytes));
  expect(description).toMatchObject({ kind: 'full', version: '5.1.1.0', targetBuild: '41065' });
  return description.findings.map((doubt) => render(doubt));
}

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await checkFirmware(bytesSource(NAME, bytes));
    return 'none';
  } catch (error) {
    return isUpgradeError(error) ? error.code : 'another error';
  }
}

test('the CRC-32 matches zlib’s: 0xCBF43926 for "123456789", in any pieces', () => {
  for (const cut of [0, 4, 9]) {
    const sum = new Crc32();
    sum.update(Buffer.from('123456789'.slice(0, cut)));
    sum.update(Buffer.from('123456789'.slice(cut)));
    expect(sum.digest()).toBe(0xcbf43926);
  }
});

describe('an intact file with an unusual header is doubtful, and the doubt says why', () => {
  const version = (number: number): string =>
    `${NAME} has blocks with header version ${number}; genuine files have version 3.`;
  const unverified = `The content of ${NAME} couldn’t be verified.`;
  test.each<[BlockHead, BlockHead, string[]]>([
    [{}, {}, []],
    [{ version: 1 }, {}, [version(1)]],
    [{ version: 2 }, { version: 2 }, [version(2)]],
    [{ version: 7 }, {}, [version(7)]],
    [{ flags: 5 }, {}, [`${NAME} has blocks with flags 5; genuine files have none.`]],
    [
      { kind: 4 },
      { kind: 4 },
      [`${NAME} is intact according to its CRC-32, but genuine files use another checksum, Fletcher-32.`],
    ],
    [{ kind: 0 }, { kind: 1 }, [`The block "bootrom upgrade package" of ${NAME} has no checksum.`]],
    [
      { kind: 0 },
      { kind: 0 },
      [`The block "bootrom upgrade package" of ${NAME} has no checksum.`, unverified],
    ],
    [
      { kind: 2 },
      { kind: 4 },
      [
        `${NAME} is intact according to its CRC-32, but genuine files use another checksum, Fletcher-32.`,
        `The block "bootrom upgrade package" of ${NAME} has a signature (ECDSA) instead of a checksum.`,
      ],
    ],
    [
      { kind: 3, version: 1 },
      { kind: 3, version: 1 },
      [
        version(1),
        `The block "bootrom upgrade package" of ${NAME} has a signature (RSA) instead of a checksum.`,
        unverified,
      ],
    ],
  ])('%j in %j', async (inner, outer, said) => {
    expect(await doubtsOf(image(inner, outer))).toEqual(said);
  });
});

describe('real damage is still refused', () => {
  test.each<[string, BlockHead, BlockHead]>([
    ['CRC-32', { kind: 4 }, { kind: 4 }],
    ['Fletcher-32, version 1', { version: 1 }, { version: 1 }],
    ['no checksums in a PACK with one', { kind: 0 }, {}],
    ['signatures in a PACK with CRC-32', { kind: 3 }, { kind: 4 }],
  ])('any changed byte of a file with %s', async (_, inner, outer) => {
    const whole = image(inner, outer);
    for (let at = 0; at < whole.length; at += 7) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      expect(await refusal(changed), `byte ${at}`).toMatch(/^FILE_/);
    }
  });

  test('a cut, even in a file without a checksum', async () => {
    const whole = image({ kind: 0 });
    for (const length of [200, 700, whole.length - 1])
      expect(await refusal(whole.subarray(0, length))).toMatch(/^FILE_(TRUNCATED|DAMAGED)$/);
    expect(await refusal(Buffer.concat([whole, Buffer.of(0)]))).toMatch(/^FILE_/);
  });
});

test.each<[string, BlockHead]>([
  ['an unknown kind of checksum', { kind: 9 }],
  ['a checksum of the wrong size', { kind: 1, size: 8 }],
  ['no checksum and an unknown version', { kind: 0, version: 9 }],
])('a file with %s can’t be verified, and is not called damaged', async (_, head) => {
  expect(await refusal(image(head))).toBe('FILE_UNVERIFIABLE');
});

property.prop([fc.nat(), fc.integer({ min: 1, max: 255 })])(
  'a changed byte in a genuine header never makes another valid header',
  async (where, value) => {
    const whole = fullImage({ size: 3000 });
    const changed = Buffer.from(whole);
    const at = where % 35;
    changed[at] = (changed[at] ?? 0) ^ value;
    expect(await refusal(changed)).toMatch(/^FILE_/);
  },
);
