import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../../src/base/byteSource';
import { UNREAD_MODEM } from '../../../src/modem/modemReading';
import { FirmwareSelector, type Selection } from '../../../src/upgrade/select/firmwareSelector';
import type { Finding } from '../../../src/upgrade/inspect/finding';
import { namesOf } from '../../../src/upgrade/select/firmwareSets';
import { twoStepPair, updaterElf } from '../../fixtures/firmware';
import { Rig } from '../../scenario/rig';
import { file } from './flowRig';

const [FIRST, SECOND] = ['CATM1-5.2-48829-1.dup', 'CATM1-5.2-48829-2.dup'];
const [one, two] = twoStepPair({ size: 30_000 });
const forever = new AbortController().signal;

function finding(modem: Partial<typeof UNREAD_MODEM>): Finding {
  return {
    kind: 'modem',
    port: '/dev/ttyACM0',
    baudRate: 921_600,
    modem: { ...UNREAD_MODEM, state: 2, family: 'CAT-M1', bootrom: '38638', ...modem },
  };
}

/** The service's own rules, for a user who points at the second of two steps in a folder. */
async function plan(
  modem: Partial<typeof UNREAD_MODEM>,
  folder: Readonly<Record<string, Uint8Array>>,
): Promise<Selection> {
  const desk = new FirmwareSelector(
    new Rig().service,
    {
      open: ({ name }) => Promise.resolve(bytesSource(name, folder[name] ?? new Uint8Array())),
      folder: () => Promise.resolve(undefined),
      nearby: () => Promise.resolve(Object.keys(folder).map(file)),
    },
    { ask: () => Promise.resolve(undefined), worked: () => undefined, wasWrong: () => Promise.resolve() },
  );
  const choice = await desk.check([file(SECOND)], forever);
  return desk.plan(finding(modem), choice, { method: 'auto' }, forever);
}

describe('the second of two steps, chosen alone', () => {
  const BOTH = { [FIRST]: one, [SECOND]: two };

  test.each([
    ['goes alone where the first may be done', { build: '39529' }, BOTH, SECOND, 'second-half-continues'],
    ['goes alone to an updater', { state: 4, build: null }, BOTH, SECOND, 'second-half-continues'],
    [
      'gets the first before it at any other build',
      { build: '41065' },
      BOTH,
      `${FIRST} + ${SECOND}`,
      'two-step-record',
    ],
    [
      'goes alone in recovery, with the updater beside it',
      { state: 0, build: null },
      { ...BOTH, 'updater.elf': updaterElf({ size: 4000 }) },
      `${SECOND} + updater.elf`,
      'second-half-continues',
    ],
  ] as const)('%s', async (_, modem, folder, files, asked) => {
    const { answer, firmware } = await plan(modem, folder);
    expect(namesOf(firmware)).toBe(files);
    expect(answer.kind === 'plan' && answer.warnings.map(({ rule }) => rule)).toContain(asked);
  });

  test('is refused when the first is neither done nor available', async () => {
    const { answer } = await plan({ build: '41065' }, { [SECOND]: two });
    expect(answer).toMatchObject({ kind: 'refusal', rule: 'second-half-alone' });
  });

  test('says what is wrong with a first half that is needed', async () => {
    const damaged = { ...BOTH, [FIRST]: one.subarray(0, 20_000) };
    await expect(plan({ build: '41065' }, damaged)).rejects.toMatchObject({ code: 'FILE_TRUNCATED' });
    expect((await plan({ build: '39529' }, damaged)).answer.kind).toBe('plan');
  });
});
