import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { render } from '../../../src/base/phrase';
import { checkFirmware } from '../../../src/firmware/checkFirmware';
import type { ImageDescription } from '../../../src/firmware/firmwareImage';
import { bytesSource } from '../../../src/base/byteSource';
import { block } from '../../fixtures/block';
import { differentialImage, fullImage, otherLayoutImage, updaterElf } from '../../fixtures/firmware';
import { zip } from '../../fixtures/zip';

const NAME = 'upgdiff_39529-to-41065.dup';
const TAGS = ['PACK', 'UPGR', 'SFFF', 'SUFF', 'DIFF', 'RASR', 'TEST', 'FFF!'];
const content = Buffer.from(Array.from({ length: 501 }, (_, at) => at & 0xff));

async function described(bytes: Uint8Array, name = NAME): Promise<ImageDescription> {
  return (await checkFirmware(bytesSource(name, bytes))).description;
}

async function doubtsOf(bytes: Uint8Array, name = NAME): Promise<string[]> {
  return (await described(bytes, name)).findings.map((doubt) => render(doubt));
}

async function refused(bytes: Uint8Array, code: string, name = NAME): Promise<void> {
  await expect(described(bytes, name)).rejects.toMatchObject({ code, category: 'badInput' });
}

describe('a differential image of unknown layout is described by its name, with a doubt', () => {
  test.each(TAGS)('when it begins with %s', async (tag) => {
    expect(await described(otherLayoutImage(tag))).toMatchObject({
      kind: 'differential',
      baseBuild: '39529',
      targetBuild: '41065',
      family: 'CAT-M1',
      version: null,
      stepOfPair: null,
      blocks: [],
      size: 30_000,
    });
    expect(await doubtsOf(otherLayoutImage(tag))).toEqual([
      `The layout of ${NAME} is unknown, so its checksums couldn’t be verified.`,
    ]);
  });

  test.each(['upgdiff_39529-to-41065 (1).dup', 'Kopie von upgdiff_39529-to-41065.dup'])(
    'also for a copy, %s',
    async (name) => {
      expect(await described(otherLayoutImage(), name)).toMatchObject({ baseBuild: '39529' });
      expect(await doubtsOf(otherLayoutImage(), name)).toHaveLength(1);
    },
  );

  test('in any letter case, and at the smallest size', async () => {
    const name = 'UPGDIFF_39529-TO-41065.DUP';
    expect(await doubtsOf(otherLayoutImage('DIFF', 128), name)).toHaveLength(1);
    await refused(otherLayoutImage('DIFF', 127), 'FILE_TOO_SMALL', name);
  });

  test('its family is that of its target build, if that is known', async () => {
    const image = otherLayoutImage();
    expect((await described(image, 'upgdiff_41065-to-41019.dup')).family).toBe('NB-IoT');
    expect((await described(image, 'upgdiff_41065-to-99999.dup')).family).toBeNull();
  });

  test('a text in it does not tell which build it brings, but must not contradict its name', async () => {
    const image = otherLayoutImage();
    image.write('6.0.0.0 [41019] by robot-soft at 2020', 1000, 'latin1');
    expect(await described(image)).toMatchObject({ targetBuild: '41065', family: 'CAT-M1', version: null });
    expect(await doubtsOf(image)).toEqual([
      `The layout of ${NAME} is unknown, so its checksums couldn’t be verified.`,
      `The name of ${NAME} says build 41065, but its content says 41019.`,
    ]);
  });

  test('bytes after the last block are reported with their offset', async () => {
    const whole = differentialImage({ size: 3000 });
    expect(await doubtsOf(Buffer.concat([whole, Buffer.alloc(3)]))).toEqual([
      `From offset 3000, the layout of ${NAME} is unknown, so the rest couldn’t be verified.`,
    ]);
  });

  test.each([
    ['unknown data', content],
    ['a block and data after it', Buffer.concat([block('DIFF', 'x', content), content])],
    ['a block with an unknown tag', block('NEW!', 'x', content)],
    ['a known tag with another header', otherLayoutImage('DIFF', 500)],
    ['a block and a few bytes after it', Buffer.concat([block('DIFF', 'x', content), Buffer.of(0, 0)])],
  ])('a PACK with a correct checksum that contains %s is intact', async (_, inside) => {
    expect(await doubtsOf(block('PACK', 'Packed dup files', inside))).toEqual([
      `${NAME} is intact, but its layout is unknown.`,
    ]);
  });

  test('a further block with an unknown tag is intact, too', async () => {
    const chain = Buffer.concat([block('DIFF', 'x', content), block('NEW!', 'y', content)]);
    expect(await doubtsOf(chain)).toEqual([`${NAME} is intact, but its layout is unknown.`]);
  });
});

describe('still refuses', () => {
  const whole = differentialImage({ size: 3000 });

  test.each([
    ['an HTML page', Buffer.from('<!DOCTYPE html><html><body>Not found</body></html>'.padEnd(500))],
    ['a text', Buffer.from('Dear modem, please upgrade. '.repeat(20))],
    ['a text that begins with a tag', Buffer.from('TEST of the upgrade,\r\n\tfirst part. '.repeat(20))],
    ['nothing but zeros', Buffer.alloc(4000)],
    ['a picture', Buffer.concat([Buffer.of(0x89, 0x50, 0x4e, 0x47), content])],
    ['a tag in small letters', otherLayoutImage('diff')],
    ['an unknown tag', block('NEW!', 'x', content)],
    ['a tag that is not at the beginning', Buffer.concat([Buffer.of(0), otherLayoutImage()])],
    [
      'packs nested too deeply',
      Array.from({ length: 9 }).reduce<Buffer>((inner) => block('PACK', 'p', inner), content),
    ],
  ])('%s', async (_, bytes) => {
    await refused(bytes, 'FILE_NOT_FIRMWARE');
  });

  test('an archive with that name', async () => {
    await refused(await zip([['upgdiff_39529-to-41065.dup', whole]]), 'FILE_NOT_FIRMWARE');
  });

  test('a truncated file of the known layout, or one whose header gives a larger size', async () => {
    await refused(whole.subarray(0, 2000), 'FILE_TRUNCATED');
    const longer = Buffer.from(whole);
    longer.writeUInt32LE(1_000_000, 8);
    await refused(longer, 'FILE_TRUNCATED');
    const chain = Buffer.concat([block('DIFF', 'x', content), block('DIFF', 'y', content).subarray(0, -9)]);
    await refused(chain, 'FILE_TRUNCATED');
    await refused(Buffer.concat([block('DIFF', 'x', content), Buffer.from('DIFF')]), 'FILE_TRUNCATED');
  });

  test('a damaged PACK around unknown data', async () => {
    const packed = block('PACK', 'Packed dup files', content);
    packed[100] = (packed[100] ?? 0) ^ 1;
    await refused(packed, 'FILE_DAMAGED');
  });

  test('a damaged block with an unknown tag', async () => {
    const strange = block('NEW!', 'y', content);
    strange[100] = (strange[100] ?? 0) ^ 1;
    await refused(Buffer.concat([block('DIFF', 'x', content), strange]), 'FILE_DAMAGED');
  });

  test('a file with an application, which is no differential image', async () => {
    const full = fullImage({ size: 3000 });
    await refused(Buffer.concat([full, Buffer.from('more')]), 'FILE_DAMAGED');
  });

  test.each([
    'CATM1-41065.dup',
    'LR5.1.1.0-41065.dup',
    'CATM1-5.2-48829-1.dup',
    'firmware.dup',
    'upgdiff_3952-to-41065.dup',
    'upgdiff_39529-to-41065 or 39529-to-43818.dup',
  ])('any unknown layout with the name %s', async (name) => {
    for (const tag of TAGS) {
      await expect(described(otherLayoutImage(tag), name)).rejects.toMatchObject({
        code: expect.stringMatching(/^FILE_(NOT_FIRMWARE|DAMAGED|TRUNCATED)$/) as string,
      });
    }
    await refused(Buffer.concat([whole, Buffer.from('more')]), 'FILE_DAMAGED', name);
    await refused(block('PACK', 'p', content), 'FILE_DAMAGED', name);
  });

  test('an updater is still recognised as an updater', async () => {
    expect((await described(updaterElf({ size: 2000 }))).kind).toBe('updater');
  });

  test('every single changed byte in a file of the known layout', async () => {
    const small = block('PACK', 'Packed dup files', block('DIFF', 'diff upgrade package', content));
    expect(await doubtsOf(small)).toEqual([]);
    for (let at = 0; at < small.length; at++) {
      const changed = Buffer.from(small);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      await expect(described(changed), `byte ${at}`).rejects.toMatchObject({
        code: expect.stringMatching(/^FILE_/) as string,
      });
    }
  });
});

property.prop([
  fc.constantFrom(...TAGS, 'JUNK', ''),
  fc.uint8Array({ maxLength: 600 }),
  fc.constantFrom('bare', 'packed', 'behind'),
])('any content is refused, or is a differential image with a doubt', async (tag, bytes, where) => {
  const inside = Buffer.concat([Buffer.from(tag), bytes]);
  const file = {
    bare: inside,
    packed: block('PACK', 'p', inside),
    behind: Buffer.concat([block('DIFF', 'x', content), inside]),
  }[where];
  try {
    const { kind, baseBuild, targetBuild, findings } = await described(file);
    expect({ kind, baseBuild, targetBuild }).toEqual({
      kind: 'differential',
      baseBuild: '39529',
      targetBuild: '41065',
    });
    if (inside.length > 0) expect(findings).not.toEqual([]);
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^FILE_/) as string });
  }
});
