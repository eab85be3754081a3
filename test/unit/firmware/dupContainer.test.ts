import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { isUpgradeError } from '../../../src/base/upgradeError';
import { checkFirmware } from '../../../src/firmware/checkFirmware';
import { type DupBlock, walkDup } from '../../../src/firmware/dupContainer';
import { bytesSource } from '../../../src/base/byteSource';
import { Fletcher32 } from '../../../src/firmware/fletcher32';
import { block } from '../../fixtures/block';
import { differentialImage, fullImage } from '../../fixtures/firmware';

const SILENT = { bytes: (): void => undefined, block: (): void => undefined };

function walk(bytes: Uint8Array): Promise<DupBlock[]> {
  return walkDup(bytesSource('image.dup', bytes), SILENT);
}

async function refusalOf(bytes: Uint8Array): Promise<string | undefined> {
  try {
    await walk(bytes);
    return undefined;
  } catch (error) {
    if (!isUpgradeError(error)) throw error;
    return error.code;
  }
}

const content = Uint8Array.from({ length: 301 }, (_, at) => at & 0xff);
const PACKED = block(
  'PACK',
  'Packed dup files',
  Buffer.concat([block('UPGR', 'fff', content), block('UPGR', 'fs', content)]),
);

describe('Fletcher-32', () => {
  const sumOf = (pieces: readonly Uint8Array[]): number => {
    const sum = new Fletcher32();
    for (const piece of pieces) sum.update(piece);
    return sum.digest();
  };

  test.each(['', 'ab'])('begins with both sums at 0xFFFF: "%s"', (text) => {
    // One word w on top of 0xFFFF folds to w, and so does the second sum.
    const word = text === '' ? 0xffff : 0x6162;
    expect(sumOf([Buffer.from(text)])).toBe(((word << 16) | word) >>> 0);
  });

  property.prop([fc.uint8Array({ maxLength: 3000 }), fc.array(fc.nat({ max: 3000 }), { maxLength: 6 })])(
    'is the same in any pieces',
    (bytes, cuts) => {
      const bounds = [
        0,
        ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
        bytes.length,
      ];
      const pieces = bounds.slice(1).map((end, at) => bytes.subarray(bounds[at], end));
      expect(sumOf(pieces)).toBe(sumOf([bytes]));
    },
  );
});

test('lists blocks with their offset, and looks into packs', async () => {
  expect(await walk(PACKED)).toEqual([
    { magic: 'PACK', name: 'Packed dup files', offset: 0, size: PACKED.length - 18 - 17 - 4, depth: 0 },
    { magic: 'UPGR', name: 'fff', offset: 35, size: 301, depth: 1 },
    { magic: 'UPGR', name: 'fs', offset: 35 + 18 + 4 + 301 + 4, size: 301, depth: 1 },
  ]);
});

test('accepts a chain without a pack', async () => {
  expect(await walk(fullImage({ version: '6.0.0.0', build: '41019', size: 20_000 }))).toHaveLength(4);
});

test('notices every single changed byte', async () => {
  for (let at = 0; at < PACKED.length; at++) {
    const changed = Buffer.from(PACKED);
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    expect(await refusalOf(changed), `byte ${at}`).toBeDefined();
  }
});

test('notices every cut', async () => {
  for (let length = 1; length < PACKED.length; length++) {
    expect(await refusalOf(PACKED.subarray(0, length)), `${length} bytes`).toBeDefined();
  }
});

property.prop([fc.nat({ max: PACKED.length }), fc.uint8Array({ minLength: 1, maxLength: 20 })])(
  'every inserted byte is noticed',
  async (at, inserted) => {
    const longer = Buffer.concat([PACKED.subarray(0, at), inserted, PACKED.subarray(at)]);
    expect(await refusalOf(longer)).toBeDefined();
  },
);

/** Whether a cut there leaves only complete blocks of a chain. No checksum can detect that. */
async function endsBehindBlock(whole: Uint8Array, at: number): Promise<boolean> {
  const ends = (await walk(whole)).filter(({ depth }) => depth === 0).map(({ offset }) => offset);
  return at > 0 && ends.includes(at);
}

const WHOLE = [
  fullImage({ size: 3000 }),
  differentialImage({ size: 3000 }),
  fullImage({ version: '6.0.0.0', size: 3000 }),
];

property.prop([
  fc.constantFrom(...WHOLE),
  fc.nat(),
  fc.integer({ min: 1, max: 255 }),
  fc.constantFrom('changed', 'cut', 'inserted'),
])(
  'any damaged byte in an image of any kind is refused, and a chain cut between two blocks is doubtful',
  async (whole, where, value, how) => {
    const at = where % whole.length;
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ value;
    const longer = Buffer.concat([whole.subarray(0, at), Buffer.of(value), whole.subarray(at)]);
    const damaged = { changed, cut: whole.subarray(0, at), inserted: longer }[how];
    expect(await refusalOf(whole)).toBeUndefined();
    const checking = checkFirmware(bytesSource('image.dup', damaged));
    if (how === 'cut' && (await endsBehindBlock(whole, at))) {
      expect((await checking).description.findings).not.toEqual([]);
    } else {
      await expect(checking).rejects.toMatchObject({ code: expect.stringMatching(/^FILE_/) as string });
    }
  },
);

property.prop([fc.uint8Array({ minLength: 1, maxLength: 400 }), fc.constantFrom('PACK', 'UPGR', '')])(
  'no input causes any other error',
  async (bytes, magic) => {
    expect(await refusalOf(Buffer.concat([Buffer.from(magic), bytes]))).toMatch(/^FILE_/);
  },
);

test('an image without a pack around it is doubtful after any cut between two blocks', async () => {
  const image = fullImage({ version: '6.0.0.0', size: 3000 });
  for (const { offset } of (await walk(image)).slice(1)) {
    const { description } = await checkFirmware(bytesSource('NB1-41065.dup', image.subarray(0, offset)));
    expect(description.findings, `cut at ${offset}`).not.toEqual([]);
  }
  expect((await checkFirmware(bytesSource('NB1-41065.dup', image))).description.findings).toEqual([]);
});

describe('names the damage', () => {
  const at = (offset: number) => expect.objectContaining({ offset }) as unknown;

  test('a truncated file, with the number of missing bytes', async () => {
    await expect(walk(PACKED.subarray(0, -10))).rejects.toMatchObject({
      code: 'FILE_TRUNCATED',
      sentence: { args: { offset: 0, missing: 10 } },
    });
  });

  test('a flipped bit, with the innermost block that holds it', async () => {
    const changed = Buffer.from(PACKED);
    changed[500] = (changed[500] ?? 0) ^ 1;
    await expect(walk(changed)).rejects.toMatchObject({
      code: 'FILE_DAMAGED',
      sentence: { args: { block: 'fs', offset: 362 } },
    });
  });

  test('a flipped bit in a nameless block, by its tag', async () => {
    const changed = block('UPGR', '', content);
    changed[100] = (changed[100] ?? 0) ^ 1;
    await expect(walk(changed)).rejects.toMatchObject({
      code: 'FILE_DAMAGED',
      sentence: { args: { block: 'UPGR', offset: 0 } },
    });
  });

  test('other data after the blocks', async () => {
    await expect(walk(Buffer.concat([PACKED, Buffer.from('text behind the end')]))).rejects.toMatchObject({
      code: 'FILE_DAMAGED',
      sentence: { args: at(PACKED.length) },
    });
  });

  test('a file that is no firmware', async () => {
    await expect(walk(Buffer.from('Dear modem, please upgrade.'))).rejects.toMatchObject({
      code: 'FILE_NOT_FIRMWARE',
      sentence: { args: at(0) },
    });
  });

  test('packs nested too deeply', async () => {
    const nested = Array.from({ length: 9 }).reduce<Buffer>(
      (inner) => block('PACK', 'p', inner),
      block('UPGR', 'fff', content),
    );
    expect(await refusalOf(nested)).toBe('FILE_NOT_FIRMWARE');
  });
});
