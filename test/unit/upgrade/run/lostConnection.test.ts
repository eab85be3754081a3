import { describe, expect, test } from 'vitest';
import { render } from '../../../../src/base/phrase';
import { transportErrors } from '../../../../src/transport/errors';
import { TOOL_LIMIT_MS } from '../../../../src/upgrade/run/applyPatience';
import { modemText, PROGRAM, SILENT_MODEM_TEXT, UNIQUE_ID } from '../scriptedBoard';
import { BoardBench, NETWORK } from './boardBench';

describe('a connection that is lost while the tool runs', () => {
  /** The connection is lost and the tool runs `ms` milliseconds longer. The board is unreachable until `reachableAfter`. */
  function losing(ms: number, reachableAfter: number, afterwards = modemText('41065')): BoardBench {
    const bench = new BoardBench(NETWORK);
    bench.board.replies.set(PROGRAM.upgrade, () => {
      const lost = bench.clock.now();
      bench.wire.unplug();
      bench.wire.replug();
      bench.board.keys.length = 0;
      bench.board.replies.set(PROGRAM.modem, SILENT_MODEM_TEXT);
      bench.open = (path, ...more) =>
        bench.clock.now() - lost < reachableAfter
          ? Promise.reject(transportErrors.notFound(path, undefined))
          : bench.wire.open(path, ...more);
      bench.board.onFriendly = () => {
        void bench.clock.sleep(lost + ms - bench.clock.now()).then(() => {
          bench.board.replies.set(PROGRAM.modem, afterwards);
          bench.board.say('>>> ');
        });
      };
      return undefined;
    });
    return bench;
  }

  test.each([
    ['silent', SILENT_MODEM_TEXT],
    ['in its old version', modemText('39529')],
  ])(
    'leaves the power on if the modem is %s afterwards, because the end of the tool was not seen',
    async (_, text) => {
      const { outcome, error } = await losing(300_000, 60_000, text).upgrade('wireless');
      expect(outcome).toBe('failed');
      expect(render(error?.remedy ?? '')).toMatch(/^Leave the power on/);
    },
  );

  test('is no failure: the board is left alone until the tool has ended, after any number of failed connections', async () => {
    const bench = losing(300_000, 60_000);
    expect(await bench.upgrade('wireless')).toMatchObject({
      error: null,
      outcome: 'upgraded',
      after: { build: '41065' },
    });
    expect(bench.notices).toContain('The connection was lost. The board continues on its own.');
    expect(bench.board.keys[0]).toBe('\x02');
    expect(bench.clock.now()).toBeGreaterThanOrEqual(300_000);
  });

  test('is not ended by the prompt of another board at the same address', async () => {
    const bench = losing(300_000, 60_000);
    const asked: number[] = [];
    bench.board.replies.set(PROGRAM.id, () => {
      asked.push(bench.clock.now());
      return `id=${asked.length < 3 ? '30aea400ffff' : UNIQUE_ID}\r\n`;
    });
    expect(await bench.upgrade('wireless')).toMatchObject({ outcome: 'upgraded', after: { build: '41065' } });
    expect(asked).toHaveLength(3);
  });

  test.each([
    ['a board that stays unreachable', 60_000, 2 * TOOL_LIMIT_MS, []],
    ['a tool that never ends', 2 * TOOL_LIMIT_MS, 60_000, ['\x02']],
  ])('is given up with %s after the longest possible upgrade', async (_, ms, reachableAfter, firstKeys) => {
    const bench = losing(ms, reachableAfter);
    expect(await bench.upgrade('wireless')).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      error: { code: 'TOOL_SILENT' },
    });
    expect(bench.clock.now()).toBeGreaterThanOrEqual(TOOL_LIMIT_MS);
    expect(bench.board.keys.slice(0, 1)).toEqual(firstKeys);
  });
});
