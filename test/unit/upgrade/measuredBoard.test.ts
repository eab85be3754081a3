import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../../src/base/logger';
import { render } from '../../../src/base/phrase';
import { type BoardFigures, MeasuredBoards } from '../../../src/upgrade/inspect/boardFigures';
import type { Finding } from '../../../src/upgrade/inspect/finding';
import { memoryStorage } from '../../../src/upgrade/journal/recordStorage';
import { longestBlock } from '../../../src/upgrade/plan/measuredTimes';
import type { MethodName, UpgradePlan } from '../../../src/upgrade/plan/plan';
import { planUpgrade } from '../../../src/upgrade/plan/planUpgrade';
import { UploadRates } from '../../../src/upgrade/plan/uploadRates';
import { differentialImage } from '../../fixtures/firmware';
import { board, made, mirror, modem } from './decisionFixtures';

const IMAGE = await made(
  'upgdiff_39529-to-41065.dup',
  differentialImage({ base: '39529', target: '41065', size: 400_000 }),
);
const FIGURES: BoardFigures = {
  measuredAt: 1_700_000_000_000,
  answerMs: 18,
  copyBaud: 115_200,
  copyBytesPerSecond: 8000,
  ftpBytesPerSecond: null,
  burstBytes: 8192,
};

function planned(finding: Finding, method: MethodName): UpgradePlan {
  const answer = planUpgrade(finding, { images: [IMAGE], updater: null }, { method });
  if (answer.kind === 'refusal') throw new Error(answer.rule);
  return answer;
}
const secondsOf = ({ steps }: UpgradePlan, id: string): number =>
  steps.find((step) => step.id === id)?.expectedSeconds ?? 0;

describe('a plan for a rehearsed board', () => {
  test('copies at the measured rate, and says so', () => {
    const usual = planned(board(modem('39529')), 'flash');
    const now = planned({ ...board(modem('39529')), measured: FIGURES }, 'flash');
    expect([secondsOf(usual, 'upload-1'), secondsOf(now, 'upload-1')]).toEqual([10, 55]);
    expect(now.expectedSeconds - usual.expectedSeconds).toBe(45);
    expect(now.measured && render(now.measured)).toBe(
      'Measured in a rehearsal on this board: files are copied at 8 kB/s.',
    );
    expect(usual.measured).toBeUndefined();
  });

  test('expects a transfer time that follows from the measured answers', () => {
    const usual = planned(mirror(modem('39529')), 'uart');
    const now = planned({ ...mirror(modem('39529')), measured: FIGURES }, 'uart');
    // 49 blocks of 8176 bytes with two answers each, and each answer takes 16 ms longer.
    expect(secondsOf(now, 'transfer-1') - secondsOf(usual, 'transfer-1')).toBe(2);
    expect(now.measured && render(now.measured)).toContain('the modem answers within 18 ms');
  });

  test('sends blocks of the proven length, but no shorter ones than the field’s tool', () => {
    expect([null, 0, 2032, 4096, 8192].map((burstBytes) => longestBlock({ ...FIGURES, burstBytes }))).toEqual(
      [Infinity, 2016, 2016, 4080, 8176],
    );
    const short = { ...FIGURES, burstBytes: 2032 };
    const { measured } = planned({ ...mirror(modem('39529')), measured: short }, 'uart');
    expect(measured && render(measured)).toContain('blocks are no longer than 2016 bytes');
  });

  test('does not try a rate that failed', () => {
    const rates = new UploadRates(() => 921_600);
    expect([undefined, null, 921_600, 115_200].map((held) => rates.rateFor('/dev/x', held))).toEqual([
      921_600,
      921_600,
      921_600,
      undefined,
    ]);
  });
});

describe('measured figures', () => {
  test('are saved for this board only, from the last rehearsal that measured it', async () => {
    const storage = memoryStorage();
    const here = board(modem('39529'));
    const there = board({ ...modem('39529'), imei: '490154203237518' });
    const boards = new MeasuredBoards(storage, silentLogger);
    await boards.remember(here, FIGURES);
    await boards.remember(here, { measuredAt: 1_700_000_100_000, answerMs: 3 });
    const again = new MeasuredBoards(storage, silentLogger);
    expect(await again.of(here)).toEqual({ ...FIGURES, measuredAt: 1_700_000_100_000, answerMs: 3 });
    expect(await again.of(there)).toBeUndefined();
  });

  test.each(['{', '[["x"]]', '[["x",{"answerMs":-1}]]', '7'])(
    'are ignored when damaged: %s',
    async (text) => {
      const storage = memoryStorage(new Map([['board-figures', text]]));
      expect(await new MeasuredBoards(storage, silentLogger).of(board(modem('39529')))).toBeUndefined();
    },
  );
});
