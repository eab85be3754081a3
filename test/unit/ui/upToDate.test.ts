import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../../src/base/byteSource';
import { UNREAD_MODEM } from '../../../src/modem/modemReading';
import { FirmwareSelector, type Selection } from '../../../src/upgrade/select/firmwareSelector';
import { panelView } from '../../../src/ui/panel/panelView';
import type { Finding } from '../../../src/upgrade/inspect/finding';
import { differentialImage, fullImage, twoStepPair } from '../../fixtures/firmware';
import { Rig } from '../../scenario/rig';
import { ENGLISH, file, flowRig } from './flowRig';
import { NOON } from './samples';

const [one, two] = twoStepPair({ size: 30_000 });
const PAIR = { 'CATM1-5.2-48829-1.dup': one, 'CATM1-5.2-48829-2.dup': two };
const IMAGE = { 'CATM1-41065.dup': fullImage({ build: '41065', size: 30_000 }) };
const APPLIED = 'upgdiff_39529-to-41065.dup';
const DIFFERENCE = { [APPLIED]: differentialImage({ base: '39529', target: '41065', size: 30_000 }) };
const ON_41065: Finding = {
  kind: 'modem',
  port: '/dev/ttyACM0',
  baudRate: 921_600,
  modem: { ...UNREAD_MODEM, state: 2, build: '41065', family: 'CAT-M1', bootrom: '38638' },
};

/** The answer of the service’s rules to a choice in the window. @param chosen a file of the folder, or the folder itself */
async function plan(
  contents: Readonly<Record<string, Uint8Array>>,
  chosen: string,
  service = new Rig().service,
): Promise<Selection> {
  const signal = new AbortController().signal;
  const open = (name: string) => Promise.resolve(bytesSource(name, contents[name] ?? new Uint8Array()));
  const names = Object.keys(contents);
  const desk = new FirmwareSelector(
    service,
    {
      open: ({ name }) => open(name),
      folder: ({ name }) =>
        Promise.resolve(
          name === 'folder'
            ? {
                name,
                list: () =>
                  Promise.resolve(
                    names.map((each) => ({
                      kind: 'file' as const,
                      file: { name: each, open: () => open(each) },
                    })),
                  ),
              }
            : undefined,
        ),
      nearby: () => Promise.resolve(names.map(file)),
    },
    { ask: () => Promise.resolve(undefined), worked: () => undefined, wasWrong: () => Promise.resolve() },
  );
  return desk.plan(ON_41065, await desk.check([file(chosen)], signal), { method: 'auto' }, signal);
}

describe('a modem on 41065 in the window', () => {
  test.each([
    ['a folder with the image of its build and the pair', { ...IMAGE, ...PAIR }],
    ['a folder with a differential image that is applied already, and the pair', { ...DIFFERENCE, ...PAIR }],
  ])('%s: nothing to do', async (_, contents) => {
    const { answer, firmware } = await plan(contents, 'folder');
    expect(answer).toMatchObject({ kind: 'nothingToDo', build: '41065' });
    expect(firmware.images).toEqual([]);
  });

  test.each([
    ['with the pair beside it', { ...DIFFERENCE, ...PAIR }],
    ['alone', DIFFERENCE],
  ])(
    'a differential image that is applied already, chosen %s: nothing to do, and nothing offered',
    async (_, contents) => {
      const { answer } = await plan(contents, APPLIED);
      expect(answer).toMatchObject({ kind: 'nothingToDo', build: '41065' });
      expect(JSON.stringify(answer)).not.toContain('48829');
    },
  );

  test('a folder with only the pair is refused, and its files can be planned', async () => {
    expect((await plan(PAIR, 'folder')).answer).toMatchObject({
      kind: 'refusal',
      rule: 'dangerous-unless-chosen',
    });
    expect((await plan(PAIR, 'CATM1-5.2-48829-1.dup')).answer).toMatchObject({
      kind: 'plan',
      warnings: [{ grade: 'dangerous' }, { grade: 'dangerous' }],
    });
  });

  test('the panel says so, and has no start button', async () => {
    const { flow, store, user, service } = flowRig();
    const { answer } = await plan({ ...IMAGE, ...PAIR }, 'folder');
    const recommend = (): unknown => ({ answer, firmware: { images: [], updater: null }, others: [] });
    Object.assign(service, {
      recommend,
      planChosen: recommend,
      plan: () => ({ ...answer, kind: 'refusal' }),
    });
    await flow.upgrade([file(APPLIED)]);
    const view = panelView(store.state, ENGLISH, NOON);
    expect(view).toMatchObject({
      stage: 'upToDate',
      mark: 'good',
      headline: 'Nothing to do',
      lede: 'The modem already runs 41065, the newest safe build among these files. There’s nothing to do.',
      remedy: null,
      warnings: [],
      phases: [],
    });
    expect(view.actions.map(({ id }) => id)).toEqual(['another', 'readVersion', 'choosePort']);
    expect(user.notices).toMatchObject([{ level: 'info', text: view.lede }]);
    await flow.start();
    expect(service.ran).toEqual([]);
  });
});
