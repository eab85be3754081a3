import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../../src/base/byteSource';
import { differentialImage, fullImage } from '../../fixtures/firmware';
import { zip } from '../../fixtures/zip';
import { file, type FlowRig, flowRig } from './flowRig';

const FULL = fullImage({ size: 200_000 });
const DIFFERENCE = differentialImage({ base: '39529', target: '41065', size: 100_000 });
const ARCHIVE = file('CATM1-41065.zip');

async function rigWithArchive(password?: string): Promise<FlowRig> {
  const rig = flowRig();
  const packed = await zip(
    [
      ['CATM1-41065.dup', FULL],
      ['upgdiff_39529-to-41065.dup', DIFFERENCE],
    ],
    password === undefined ? {} : { password },
  );
  rig.contents.set(ARCHIVE.name, packed);
  return rig;
}

describe('an archive chosen in the explorer', () => {
  it('is searched, and the service decides which of its files are for this modem', async () => {
    const rig = await rigWithArchive();
    await rig.flow.upgrade([ARCHIVE]);
    const names = rig.service.plannedWith[0]?.images.map(({ source }) => source.name);
    expect(names).toEqual(['CATM1-41065.dup', 'upgdiff_39529-to-41065.dup']);
    expect(rig.store.state.stage).toBe('done');
  });

  it('with a password asks for it by the name of the archive', async () => {
    const rig = await rigWithArchive('secret');
    rig.user.password = 'secret';
    await rig.flow.upgrade([ARCHIVE]);
    expect(rig.user.passwordQuestions).toEqual([{ archive: ARCHIVE.name, wrong: false }]);
    expect(rig.store.state.stage).toBe('done');
  });

  it('is refused with its own error before a port is touched when the password is unknown', async () => {
    const rig = await rigWithArchive('secret');
    await rig.flow.upgrade([ARCHIVE]);
    expect(rig.store.state.stage).toBe('refused');
    expect(rig.user.notices.at(-1)?.text).toMatch(/password/i);
    expect(rig.service.inspected).toEqual([]);
  });

  it('that is damaged is refused before a port is touched', async () => {
    const rig = flowRig();
    rig.contents.set(ARCHIVE.name, new Uint8Array(300));
    await rig.flow.upgrade([ARCHIVE]);
    expect(rig.store.state.stage).toBe('refused');
    expect(rig.service.inspected).toEqual([]);
  });
});

describe('a folder chosen in the explorer', () => {
  it('is searched with its subfolders', async () => {
    const rig = flowRig();
    const open = (name: string, bytes: Uint8Array) => ({
      name,
      open: () => Promise.resolve(bytesSource(name, bytes)),
    });
    const inner = {
      name: 'CATM1',
      list: () => Promise.resolve([{ kind: 'file' as const, file: open('CATM1-41065.dup', FULL) }]),
    };
    const outer = {
      name: 'firmware',
      list: () => Promise.resolve([{ kind: 'folder' as const, folder: inner }]),
    };
    rig.folders.set('firmware', outer);
    await rig.flow.upgrade([file('firmware')]);
    expect(rig.service.plannedWith[0]?.images).toHaveLength(1);
    expect(rig.store.state.stage).toBe('done');
  });

  it('without firmware gets an error that says so', async () => {
    const rig = flowRig();
    rig.folders.set('empty', { name: 'empty', list: () => Promise.resolve([]) });
    await rig.flow.upgrade([file('empty')]);
    expect(rig.store.state.stage).toBe('refused');
  });
});
