import { describe, expect, test } from 'vitest';
import { render } from '../../../src/base/phrase';
import { checkFirmware } from '../../../src/firmware/checkFirmware';
import type { FirmwareImage } from '../../../src/firmware/firmwareImage';
import { bytesSource } from '../../../src/base/byteSource';
import { block } from '../../fixtures/block';

const check = (name: string, bytes: Uint8Array): Promise<FirmwareImage> =>
  checkFirmware(bytesSource(name, bytes));

describe('a file that holds more than any firmware', () => {
  const text = (at: number): string =>
    `5.1.${String(at % 7)}.0 [${String(at % 100_000).padStart(5, '0')}] by robot-soft at 2020-01-10\0`;

  test(
    'a million version texts are read once, and a few of them are reported',
    { timeout: 30_000 },
    async () => {
      const content = Buffer.from(Array.from({ length: 1_000_000 }, (_, at) => text(at)).join(''), 'latin1');
      const { description } = await check('CATM1-41065.dup', block('UPGR', 'fff upgrade package', content));
      expect(description.findings.map((doubt) => render(doubt))).toContain(
        'The content of CATM1-41065.dup names several builds: 00000, 00001, 00002, 00003, 00004, ….',
      );
      // One of these builds is 48829.
      expect(description.stepOfPair).toBe('unknown');
    },
  );

  test('a file with an endless number of blocks is given up', async () => {
    const many = Buffer.concat(Array.from({ length: 2560 }, () => block('UPGR', 'fff', Buffer.alloc(8))));
    await expect(check('CATM1-41065.dup', many)).rejects.toMatchObject({ code: 'FILE_NOT_FIRMWARE' });
  });

  test('a text across the boundary of two pieces is found, and found once', async () => {
    for (const before of [65_400, 65_480, 65_490, 65_500]) {
      const content = Buffer.alloc(70_000);
      content.write(text(41_065), before, 'latin1');
      const { description } = await check('CATM1-41065.dup', block('UPGR', 'fff fs', content));
      expect(description, String(before)).toMatchObject({ targetBuild: '41065', findings: [] });
    }
  });

  test('a text at the end of one block does not continue in the next', async () => {
    const updater = Buffer.alloc(500);
    updater.write(text(48_829), 500 - text(48_829).length, 'latin1');
    const bytes = Buffer.concat([
      block('UPGR', 'updater upgrade package', updater),
      block('UPGR', 'fff fs', Buffer.alloc(500)),
    ]);
    const { description } = await check('CATM1-5.2-48829-1.dup', bytes);
    expect(description).toMatchObject({ version: null, stepOfPair: 1 });
  });
});
