import { expect, test } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import type { OnSilence } from '../../../src/upgrade/inspect/boardAccess';
import type { CardContent, CardService } from '../../../src/upgrade/card/cardService';
import { FakeService } from '../ui/fakeService';
import { type ProgramRun, runInProcess } from './runInProcess';

const PORT = ['--port', '/dev/ttyACM0'];

function bench(content: CardContent, told: (onSilence: OnSilence) => void = () => undefined) {
  const formatted: string[] = [];
  const cards: CardService = {
    drives: () => Promise.resolve([]),
    questions: () => Promise.resolve([]),
    prepare: () => Promise.reject(new Error('not asked')),
    content: (_port, onSilence) => {
      told(onSilence);
      return Promise.resolve(content);
    },
    format: (port) => {
      formatted.push(port);
      return Promise.resolve();
    },
  };
  const run = (answers: readonly string[], ...more: string[]): Promise<ProgramRun> =>
    runInProcess(['format-sd', ...PORT, ...more], { service: new FakeService(), cards, answers });
  return { run, formatted };
}

test('an SD card is formatted after the user types the word', async () => {
  const { run, formatted } = bench({ state: 'readable', files: [{ path: '/sd/a', size: 3 }] });
  expect(await run(['no'])).toMatchObject({ status: 3, out: 'On the card:\n  /sd/a  3 bytes\n' });
  expect(formatted).toEqual([]);
  expect((await run(['format'])).status).toBe(0);
  expect(formatted).toEqual(['/dev/ttyACM0']);
});

test.each([
  ['a person', []],
  ['a script', ['--json']],
] as const)('when there is no card, %s gets an error and no question', async (_, more) => {
  const { run, formatted } = bench({ state: 'absent' });
  const { status, out, err } = await run(['format'], ...more);
  expect(status).toBe(2);
  expect(err).toContain('There is no SD card in the board.');
  expect(out + err).not.toContain('will be lost');
  expect(formatted).toEqual([]);
  if (more.length > 0) expect(JSON.parse(out)).toMatchObject({ error: { code: 'BOARD_SD_CARD' } });
});

test('a long wait is shown with its end', async () => {
  const { run } = bench({ state: 'unreadable' }, (onSilence) => {
    onSilence(phrase('The tool may still be at work.'), 40 * 60_000);
    onSilence(phrase('The card is asked for.'), 4000);
  });
  const { err } = await run([]);
  expect(err).toMatch(
    /^The tool may still be at work\. No output until \d\d:\d\d:\d\d is normal\.\nThe card is asked for\.\n/,
  );
});
