import { describe, expect, test } from 'vitest';
import { render } from '../../../../src/base/phrase';
import type { Transport } from '../../../../src/transport/transport';
import { transportErrors } from '../../../../src/transport/errors';
import { full, sha256, updater } from '../../../scenario/rig';
import type { ModemConfiguration } from '../../../simulator/modem/configuration';
import { modemText, PROGRAM, SILENT_MODEM_TEXT } from '../scriptedBoard';
import { BoardBench } from './boardBench';

describe('a board in MIRROR mode', () => {
  const MIRROR_NOTE =
    'Unplug the board for ten seconds (USB and battery; the reset button isn’t enough): MIRROR mode doesn’t end on its own.';

  /** A user who disconnects the power five seconds after the request. */
  function cycledBy(bench: BoardBench, hand: () => void): void {
    bench.watch = (event) => {
      if (event.type !== 'wait' || event.id !== 'power-cycle') return;
      bench.watch = () => undefined;
      void bench.clock.sleep(5000).then(hand);
    };
  }

  test('is upgraded even if nobody disconnects its power, and stays in MIRROR mode', async () => {
    const bench = new BoardBench();
    const report = await bench.upgrade('uart');
    expect(report).toMatchObject({ error: null, outcome: 'upgraded' });
    expect(report.next.map((each) => render(each))).toEqual([MIRROR_NOTE]);
    expect(bench.modem.truth.condition).toBe('upgraded');
    expect(bench.skipped).toEqual([
      'power-cycle: You didn’t unplug the board. It stays in MIRROR mode until you do.',
    ]);
    expect(bench.done).not.toContain('power-cycle');
  });

  test.each([
    ['during the switch', 'enter-mirror'],
    ['before the first command to the modem', 'wake'],
    ['during a transfer', 'transfer-1'],
  ])('is reported as still in it after a cancel %s', async (_, step) => {
    const bench = new BoardBench();
    bench.board.replies.set(PROGRAM.mirror, () => {
      if (step === 'enter-mirror') bench.cancel.abort();
      else bench.board.enterMirrorMode();
      return undefined;
    });
    bench.watch = (event) => {
      if (event.type === 'step' && event.id === step && step !== 'enter-mirror') bench.cancel.abort();
    };
    const report = await bench.upgrade('uart');
    expect(report).toMatchObject({ outcome: 'cancelled', modemState: 'untouched' });
    expect(report.next.map((each) => render(each)).join()).toContain(MIRROR_NOTE);
  });

  test('is not reported as in it before the mode was requested', async () => {
    const bench = new BoardBench();
    bench.watch = (event) => {
      if (event.type === 'step' && event.id === 'open-board') bench.cancel.abort();
    };
    const report = await bench.upgrade('uart');
    expect(report).toMatchObject({ outcome: 'cancelled' });
    expect(report.next.map((each) => render(each))).toEqual(['Start it again when you are ready.']);
  });

  test('reads its modem after the power cycle', async () => {
    const bench = new BoardBench();
    cycledBy(bench, () => {
      bench.wire.unplug();
      bench.board.powerCycle();
      bench.board.replies.set(PROGRAM.modem, modemText('41065'));
      bench.wire.replug();
    });
    expect(await bench.upgrade('uart')).toMatchObject({
      error: null,
      outcome: 'upgraded',
      after: { build: '41065' },
    });
    expect(bench.notices).toContain('The board is back; its modem runs LR5.1.1.0-41065.');
  });

  test('that returns with a different version from the modem’s report is reported', async () => {
    const bench = new BoardBench();
    cycledBy(bench, () => {
      bench.wire.unplug();
      bench.board.powerCycle();
      bench.wire.replug();
    });
    expect(await bench.upgrade('uart')).toMatchObject({
      outcome: 'failed',
      error: { code: 'WRONG_VERSION_AFTER' },
    });
  });

  test('that does not return should be connected again, and is not in MIRROR mode', async () => {
    const bench = new BoardBench();
    cycledBy(bench, () => bench.wire.unplug());
    const report = await bench.upgrade('uart');
    expect(report).toMatchObject({ error: null, outcome: 'upgraded', next: [] });
    expect(bench.skipped).toEqual([
      'power-cycle: The board was unplugged and hasn’t come back. Plug it back in.',
    ]);
    expect(bench.done).not.toContain('power-cycle');
  });

  test('reads its modem again if the first answer is incomplete', async () => {
    const bench = new BoardBench();
    cycledBy(bench, () => {
      bench.wire.unplug();
      bench.board.powerCycle();
      const answers = ['Your modem is in application mode.\r\n', modemText('41065')];
      bench.board.replies.set(PROGRAM.modem, () => answers.shift());
      bench.wire.replug();
    });
    expect(await bench.upgrade('uart')).toMatchObject({ outcome: 'upgraded', after: { build: '41065' } });
  });

  describe('whose modem was seen to run its new version', () => {
    test('is upgraded, even if the user cancels the power cycle', async () => {
      const bench = new BoardBench();
      cycledBy(bench, () => bench.cancel.abort());
      const report = await bench.upgrade('uart');
      expect(report).toMatchObject({
        outcome: 'upgraded',
        modemState: 'upgraded',
        error: null,
        after: { build: '41065' },
      });
      expect(report.next.map((each) => render(each))).toEqual([
        'The modem was already running the new version when you cancelled. Skipped: Unplug the board, then plug it back in.',
        MIRROR_NOTE,
      ]);
      expect(bench.modem.truth.condition).toBe('upgraded');
    });

    test('is upgraded, even if a cancel came while cancelling was not possible', async () => {
      const bench = new BoardBench();
      bench.watch = ({ type, ...event }) => {
        if (type === 'step' && 'id' in event && event.id === 'apply-1') bench.cancel.abort();
      };
      const report = await bench.upgrade('uart');
      expect(report).toMatchObject({ outcome: 'upgraded', modemState: 'upgraded' });
      expect(bench.events).not.toContainEqual(expect.objectContaining({ id: 'power-cycle' }));
    });

    test('is upgraded, even if a battery kept the board in MIRROR mode', async () => {
      const bench = new BoardBench();
      cycledBy(bench, () => {
        bench.wire.unplug();
        bench.wire.replug();
      });
      const report = await bench.upgrade('uart');
      expect(report).toMatchObject({ outcome: 'upgraded', modemState: 'upgraded', error: null });
      const next = report.next.map((each) => render(each));
      expect(next[0]).toContain('A later step failed: Unplug the board, then plug it back in.');
      expect(next.at(-1)).toBe(MIRROR_NOTE);
    });
  });

  test('has its port closed when the port rejects the modem’s rate', async () => {
    const bench = new BoardBench();
    const { open } = bench.wire;
    let openPorts = 0;
    bench.open = async (...asked) => {
      const transport = await open(...asked);
      openPorts += 1;
      return Object.assign(Object.create(transport) as Transport, {
        setBaudRate: (rate: number, signal: AbortSignal) =>
          rate === 921_600
            ? Promise.reject(transportErrors.unplugged(transport.path, undefined))
            : transport.setBaudRate(rate, signal),
        close: () => {
          openPorts -= 1;
          return transport.close();
        },
      });
    };
    expect(await bench.upgrade('uart')).toMatchObject({ outcome: 'failed', modemState: 'untouched' });
    expect(openPorts).toBe(0);
  });

  const FILES = { images: [full()], updater: updater() };
  const factory = (state: ModemConfiguration['state']): BoardBench =>
    new BoardBench('/dev/ttyACM0', { state, bootrom: '38638' }, { bootrom: '33080' });

  test.each([
    ['is in recovery, both files', 0, [updater(), full()]],
    ['runs its updater already, the image alone', 4, [full()]],
    ['needed no recovery, the image alone', 2, [full()]],
  ] as const)('upgrades a modem whose factory bootrom was replaced and that %s', async (_, state, files) => {
    const bench = factory(state);
    expect(await bench.upgrade('uart', FILES)).toMatchObject({ error: null, outcome: 'upgraded' });
    expect(bench.modem.truth.images.map(({ sha256: sum }) => sum)).toEqual(files.map(sha256));
  });

  test('is not reached when the bootrom can’t be replaced, which may have changed the modem', async () => {
    const bench = factory(2);
    bench.board.replies.set(PROGRAM.mirror, () => {
      bench.board.replies.set(PROGRAM.modem, SILENT_MODEM_TEXT);
      return 'Unable to upgrade bootrom.\r\n';
    });
    expect(await bench.upgrade('uart', FILES)).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      error: { code: 'TOOL_UPGRADE_FAILED' },
    });
    expect(bench.modem.truth.commands).toEqual([]);
  });
});
