import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../../src/base/byteSource';
import { UNREAD_MODEM } from '../../../src/modem/modemReading';
import { FirmwareSelector, type Selection } from '../../../src/upgrade/select/firmwareSelector';
import type { Finding } from '../../../src/upgrade/inspect/finding';
import { namesOf } from '../../../src/upgrade/select/firmwareSets';
import { fullImage, updaterElf } from '../../fixtures/firmware';
import { Rig } from '../../scenario/rig';
import { file } from './flowRig';

const IMAGE = 'CATM1-41065.dup';
const IN_RECOVERY: Finding = {
  kind: 'modem',
  port: '/dev/ttyACM0',
  baudRate: 921_600,
  modem: { ...UNREAD_MODEM, state: 0 },
};
const forever = new AbortController().signal;

/** The window’s plan for a modem in recovery when the user chooses only the image. */
async function plan(beside: Readonly<Record<string, Uint8Array>>): Promise<Selection> {
  const folder: Readonly<Record<string, Uint8Array>> = {
    [IMAGE]: fullImage({ build: '41065', size: 30_000 }),
    ...beside,
  };
  const desk = new FirmwareSelector(
    new Rig().service,
    {
      open: ({ name }) => Promise.resolve(bytesSource(name, folder[name] ?? new Uint8Array(), '/firmware')),
      folder: () => Promise.resolve(undefined),
      nearby: () => Promise.resolve(Object.keys(folder).map(file)),
    },
    { ask: () => Promise.resolve(undefined), worked: () => undefined, wasWrong: () => Promise.resolve() },
  );
  return desk.plan(IN_RECOVERY, await desk.check([file(IMAGE)], forever), { method: 'auto' }, forever);
}

const updater = (seed: number): Buffer => updaterElf({ size: 4000, seed });

describe('updaters beside an image that the user chose', () => {
  test.each<[string, Record<string, Uint8Array>, string, boolean]>([
    ['one', { 'updater.elf': updater(1) }, 'updater.elf', false],
    ['one with another name', { 'updater-41065.elf': updater(1) }, 'updater-41065.elf', false],
    ['two of different content', { 'a.elf': updater(1), 'updater.elf': updater(2) }, 'updater.elf', true],
    ['a copy of the same', { 'a.elf': updater(1), 'updater.elf': updater(1) }, 'updater.elf', false],
  ])('%s', async (_, beside, chosen, dangerous) => {
    const { answer, firmware } = await plan(beside);
    expect(namesOf(firmware)).toBe(`${IMAGE} + ${chosen}`);
    const warnings = answer.kind === 'plan' ? answer.warnings : [];
    const told = warnings.some(({ rule, grade }) => rule === 'several-updaters' && grade === 'dangerous');
    expect([answer.kind, told]).toEqual(['plan', dangerous]);
  });

  test('a program for another machine does not count', async () => {
    const program = updater(1);
    program.writeUInt16BE(0x005e, 18);
    const { answer, firmware } = await plan({ 'application.elf': program });
    expect(answer).toMatchObject({ kind: 'refusal', rule: 'recovery-needs-updater' });
    expect(firmware.updater).toBeNull();
  });

  test('a damaged one gets its error, unless there is a good one', async () => {
    const cut = updater(1).subarray(0, 80);
    await expect(plan({ 'updater.elf': cut })).rejects.toMatchObject({ code: 'FILE_TOO_SMALL' });
    expect(namesOf((await plan({ 'updater.elf': cut, 'b.elf': updater(2) })).firmware)).toBe(
      `${IMAGE} + b.elf`,
    );
  });
});
