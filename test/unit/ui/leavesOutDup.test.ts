import { expect, it } from 'vitest';
import { endingsLeftOut, endingsOf, namedEndings } from '../../../src/ui/pymakr/leavesOutDup';

const LEAVES_OUT = '{"sync_file_types": "py,txt"}';

async function asked(
  conf: string | undefined,
  images: readonly string[] = ['/project/CATM1-41065.dup'],
): Promise<{ answer: readonly string[]; searched: boolean }> {
  let searched = false;
  const answer = await endingsLeftOut({
    conf: () => Promise.resolve(conf),
    images: () => {
      searched = true;
      return Promise.resolve(images);
    },
  });
  return { answer, searched };
}

it('a project that excludes .dup files is reported when it contains one', async () => {
  expect(await asked(LEAVES_OUT)).toEqual({ answer: ['dup'], searched: true });
  expect(await asked(LEAVES_OUT, [])).toEqual({ answer: [], searched: true });
});

it('excluded extensions are named with the capitals of the files', async () => {
  const images = ['/a.b/X.DUP', '/a/y.dup', '/a/z.DUP'];
  expect((await asked('{"sync_file_types": "py,dup"}', images)).answer).toEqual(['DUP']);
  expect((await asked('{"sync_file_types": "py,dup"}')).answer).toEqual([]);
  expect(namedEndings(endingsOf(images))).toBe('.DUP, .dup');
});

it.each([
  ['without pymakr.conf', undefined],
  ['whose list includes them', '{"sync_file_types": "py,dup,DUP"}'],
  ['that syncs everything', '{"sync_all_file_types": true}'],
  ['whose pymakr.conf is incomplete', '{"sync_file_types": '],
])('a folder %s is not searched', async (_, conf) => {
  expect(await asked(conf)).toEqual({ answer: [], searched: false });
});
