import { describe, expect, test } from 'vitest';
import { FakeService } from '../ui/fakeService';
import { runInProcess } from './runInProcess';

/** The command line behaves as on Windows and does not touch what the system would open by such a name. */
async function onWindows<T>(work: () => Promise<T>): Promise<T> {
  const { platform } = process;
  Object.defineProperty(process, 'platform', { value: 'win32' });
  try {
    return await work();
  } finally {
    Object.defineProperty(process, 'platform', { value: platform });
  }
}

describe('on Windows', () => {
  test.each(['CON.dup', 'NUL', 'x.dup:stream.dup', 'x.dup.', 'x.dup ', '\\\\.\\pipe\\x.dup'])(
    '%j is bad input and gets a sentence',
    async (name) => {
      const service = new FakeService();
      for (const argv of [
        ['check', name],
        ['replay', name],
      ]) {
        const { status, err } = await onWindows(() => runInProcess(argv, { service }));
        expect([status, err]).toEqual([2, expect.stringContaining('isn’t a file name on Windows')]);
      }
    },
  );
});
