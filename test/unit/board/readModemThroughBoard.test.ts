import { describe, expect, it } from 'vitest';
import { render } from '../../../src/base/phrase';
import { readingLimitMs, readModemThroughBoard } from '../../../src/board/readModemThroughBoard';
import { scriptedBoard } from './scriptedBoard';

const { signal } = new AbortController();
const PLAIN =
  'OKYour modem is in application mode. Here is the current version:\r\nUE5.0.0.0d\r\nLR5.1.1.0-41065\r\n\x04\x04>';

describe('reading the modem through the board', () => {
  it('keeps what the plain form said where the verbose one falls silent, and says until when it waits', async () => {
    const client = scriptedBoard('verbose=False', PLAIN, 'verbose=True');
    const begun = client.clock.wallTime();
    const waits: [string, number][] = [];
    const reasons: unknown[] = [];
    const reading = await readModemThroughBoard(
      client,
      '1.2.0',
      {
        onWait: (reason, until) => waits.push([render(reason), until - begun]),
        onUnanswered: (reason) => reasons.push(reason),
      },
      signal,
    );
    expect(reading).toMatchObject({ state: 2, build: '41065', bootrom: null });
    expect(reasons).toEqual([expect.objectContaining({ code: 'REPL_TIMEOUT' })]);
    expect(waits[0]?.[0]).toBe(
      'Reading the modem through the board. If the modem doesn’t answer, this takes up to 4 minutes.',
    );
    expect(waits[0]?.[1]).toBeGreaterThan(150_000);
  });
});

describe('the limit of a reading', () => {
  // What each release takes for a modem that does not answer, seconds.
  it.each([
    ['1.2.0', 150],
    ['1.2.2', 141],
    ['1.2.3', 67],
    ['1.2.6', 67],
    ['1.1', 150],
    [null, 150],
  ])('of tool %s is longer than %d s, and not much', (version, seconds) => {
    expect(readingLimitMs(version)).toBeGreaterThan(seconds * 1000);
    expect(readingLimitMs(version)).toBeLessThan((seconds + 75) * 1000);
  });
});
