import { expect, it } from 'vitest';
import { leavesOutDup } from '../../../src/ui/pymakr/leavesOutDup';

const LEAVES_OUT = '{"sync_file_types": "py,txt"}';

async function asked(
  conf: string | undefined,
  image = true,
): Promise<{ answer: boolean; searched: boolean }> {
  let searched = false;
  const answer = await leavesOutDup({
    conf: () => Promise.resolve(conf),
    hasImage: () => {
      searched = true;
      return Promise.resolve(image);
    },
  });
  return { answer, searched };
}

it('a project that leaves .dup files out is told once there is one', async () => {
  expect(await asked(LEAVES_OUT)).toEqual({ answer: true, searched: true });
  expect(await asked(LEAVES_OUT, false)).toEqual({ answer: false, searched: true });
});

it.each([
  ['without pymakr.conf', undefined],
  ['whose list has them', '{"sync_file_types": "py,dup"}'],
  ['whose pymakr.conf is being written', '{"sync_file_types": '],
])('a folder %s is not searched', async (_, conf) => {
  expect(await asked(conf)).toEqual({ answer: false, searched: false });
});
