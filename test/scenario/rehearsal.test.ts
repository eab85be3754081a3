import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/base/clock';
import type { Finding } from '../../src/upgrade/finding';
import type { MethodName } from '../../src/upgrade/plan';
import type { RehearsalEvent, RehearsalReport } from '../../src/upgrade/rehearsal/rehearsal';
import type { BoardOptions } from '../simulator/board/boardOptions';
import { BoardOnWire } from '../simulator/board/boardOnWire';
import { scaledClock } from '../simulator/board/scaledClock';
import { SimulatedBoard } from '../simulator/board/simulatedBoard';
import { InProcessWire, type WireOptions } from '../simulator/inProcess';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { SimulatedModem } from '../simulator/modem/simulatedModem';
import { checkFiles, type Files } from './serviceUser';
import { BoardService } from './boardService';
import { differential, full } from './rig';

interface Setting {
  readonly modem?: Partial<ModemConfiguration>;
  readonly board?: Partial<BoardOptions>;
  readonly cable?: Partial<WireOptions>;
}

/** A simulated board whose power is cycled as soon as that is asked for. */
async function start({ modem: configuration = {}, board: options = {}, cable }: Setting = {}) {
  const clock = scaledClock(systemClock, 50);
  const modem = new SimulatedModem({ bootMs: 50, ...configuration }, clock);
  const board = await SimulatedBoard.start({ clock, ...options, modem });
  const wire = new InProcessWire(board, systemClock, cable);
  const hand = new BoardOnWire(board, wire);
  onTestFinished(async () => {
    await board.stop();
    modem.cutPower();
  });
  const user = new BoardService(wire.path, (path, rate, signal) => wire.open(path, rate, signal));
  const rehearse = async (
    files: Files | null,
    method: MethodName,
    watch: (event: RehearsalEvent) => void = () => undefined,
  ): Promise<RehearsalReport> => {
    const finding = await user.inspect();
    if (finding.kind === 'silent') throw new Error('nothing answers');
    const firmware = await checkFiles(user.service, files ?? { images: [] });
    const answer = files && user.service.plan(finding, firmware, { method });
    return user.service.rehearse(
      { finding, method, answer, firmware },
      {
        signal: user.cancel.signal,
        onEvent: (event) => {
          if (event.type === 'wait' && event.kind === 'hand') void hand.powerCycle();
          watch(event);
        },
      },
    );
  };
  return { modem, board, wire, hand, user, rehearse };
}

const outcomes = ({ checks }: RehearsalReport): Record<string, string> =>
  Object.fromEntries(checks.map(({ id, outcome }) => [id, outcome]));

describe('a rehearsal', () => {
  test('of UART: ready, and the modem heard nothing that could change it', { timeout: 60_000 }, async () => {
    const { modem, rehearse } = await start();
    const report = await rehearse({ images: [full(200_000)] }, 'uart');
    expect({ verdict: report.verdict, ...outcomes(report) }).toEqual({
      verdict: 'ready',
      plan: 'proven',
      files: 'proven',
      'same-answers': 'proven',
      'mirror-mode': 'proven',
      'power-cycle': 'proven',
      'as-before': 'proven',
    });
    expect(report.leftBehind).toEqual([]);
    expect(modem.truth).toMatchObject({ condition: 'untouched', build: '39529' });
  });

  test('of flash: ready, and /flash as before', { timeout: 60_000 }, async () => {
    const { board, rehearse } = await start();
    const report = await rehearse({ images: [differential()] }, 'flash');
    expect(report.verdict).toBe('ready');
    expect(outcomes(report)).toEqual({
      plan: 'proven',
      files: 'proven',
      'same-answers': 'proven',
      'repl-transfer': 'proven',
      'as-before': 'proven',
    });
    expect(board.flashFolder).toBeDefined();
  });
});

export type { Finding };
