import { describe, expect, it } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import { type PanelAction, reduce } from '../../../src/ui/panel/panelReducer';
import { allConfirmed, EMPTY_PANEL, type PanelState } from '../../../src/ui/panel/panelState';
import { afterReload } from '../../../src/ui/panel/panelStore';
import { panelView } from '../../../src/ui/panel/panelView';
import { percentOf } from '../../../src/ui/panel/progressView';
import { remainingNow, type RunState, sendingRate } from '../../../src/ui/panel/runState';
import { progressText } from '../../../src/ui/texts/progressText';
import type { UpgradeEvent } from '../../../src/upgrade/events';
import { inStage, sample, SAMPLE_STATES } from '../../webview/sampleStates';
import { ENGLISH } from './flowRig';
import {
  BOARD_FINDING,
  DANGEROUS_PLAN,
  FAILED,
  NEW_MODEM,
  NOON,
  PLAN,
  UPGRADED,
  WARNED_PLAN,
} from './samples';

function after(state: PanelState, ...actions: PanelAction[]): PanelState {
  return actions.reduce(reduce, state);
}

function event(of: UpgradeEvent, at = NOON): PanelAction {
  return { type: 'event', event: of, at };
}

const RUNNING = after(
  EMPTY_PANEL,
  { type: 'found', finding: BOARD_FINDING, at: NOON },
  { type: 'planned', plan: PLAN, proven: true, why: null },
  { type: 'started', at: NOON },
);

function runOf(state: PanelState): RunState {
  if (!('run' in state)) throw new Error('nothing runs');
  return state.run;
}

function percentIn(state: PanelState, now = NOON): number {
  if (!('run' in state)) throw new Error('nothing runs');
  return percentOf(state, now);
}

function isConfirmed(state: PanelState): boolean {
  return allConfirmed(inStage(state, 'ready'));
}

const progress = (fraction: number, bytes = 0, rate = 50): PanelAction =>
  event({ type: 'progress', id: 'transfer-1', bytes, total: 1000, rate, fraction, remainingSeconds: 9 });

describe('progress', () => {
  it('grows with the weight of each finished step', () => {
    const state = after(
      RUNNING,
      event({ type: 'step', id: 'wake', index: 0, state: 'started' }),
      event({ type: 'step', id: 'wake', index: 0, state: 'done' }),
      event({ type: 'step', id: 'boot-updater-1', index: 1, state: 'started' }),
      event({ type: 'step', id: 'boot-updater-1', index: 1, state: 'done' }),
    );
    expect(runOf(state).fraction).toBeCloseTo(17 / 192);
    expect(runOf(state).remainingSeconds).toBe(175);
    expect(runOf(state).doneSteps).toEqual(['wake', 'boot-updater-1']);
  });

  it('passes a skipped step, which does not count as done', () => {
    const state = after(
      RUNNING,
      event({ type: 'step', id: 'wake', index: 0, state: 'started' }),
      event({ type: 'step', id: 'wake', index: 0, state: 'skipped', reason: phrase('x') }),
    );
    expect(runOf(state)).toMatchObject({ doneSteps: [], skippedSteps: ['wake'], activeStep: null });
  });

  it('never decreases', () => {
    expect(runOf(after(RUNNING, progress(0.5), progress(0.4))).fraction).toBe(0.5);
  });

  it('is 100 percent only when the modem was upgraded', () => {
    expect(percentIn(after(RUNNING, progress(0.9999)))).toBe(99);
    expect(percentIn(after(RUNNING, progress(0.9999), event(UPGRADED)))).toBe(100);
    expect(percentIn(after(RUNNING, progress(0.5), event(FAILED)))).toBe(50);
  });

  it('counts only the time in which bytes moved as sending, without pauses and requests', () => {
    const sent = (second: number, bytes: number): PanelAction =>
      ({ ...progress(0.1, bytes), at: NOON + second * 1000 }) as PanelAction;
    const wait = event(
      {
        type: 'wait',
        id: 'transfer-1',
        kind: 'silence',
        reason: phrase('It erases.'),
        until: NOON + 300_000,
      },
      NOON + 12_000,
    );
    const run = runOf(after(RUNNING, sent(10, 100), sent(12, 300), wait, sent(200, 300), sent(202, 500)));
    expect(run.sent).toEqual({ bytes: 400, seconds: 4 });
    expect(sendingRate(run)).toBe(100);
  });

  it('of the board’s own tool follows its time, because its byte count is only a part', () => {
    const state = sample('tool');
    expect(runOf(state).fraction).toBeCloseTo(8 / 398);
    const shares = [68, 180, 388, 500, 900].map((second) => percentIn(state, NOON + second * 1000));
    expect(shares).toEqual([...shares].sort((one, other) => one - other));
    expect(shares[0]).toBeGreaterThan(10);
    expect(shares[2]).toBeGreaterThan(80);
    expect(shares.at(-1)).toBeLessThan(97);
    // The tool’s remaining bytes do not show the remaining time.
    expect(remainingNow(runOf(state), NOON + 68_000)).toBe(390 - 60);
  });

  it('continues through the modem’s silent minutes, but never reaches their end', () => {
    const state = sample('waiting');
    const shares = [127, 140, 160, 187, 250, 400].map((second) => percentIn(state, NOON + second * 1000));
    for (const [index, share] of shares.entries()) expect(share).toBeGreaterThan(shares[index - 1] ?? 0);
    expect(shares[0]).toBe(66);
    expect(shares.at(-1)).toBeLessThan(97);
  });

  it('keeps a limited number of samples, from the beginning to the end', () => {
    const actions = Array.from({ length: 2000 }, (_, second) => ({
      ...progress(second / 2000, second),
      at: NOON + second * 1000,
    }));
    const { samples } = runOf(after(RUNNING, ...actions));
    expect(samples.length).toBeLessThanOrEqual(240);
    expect(samples.length).toBeGreaterThan(100);
    expect(samples[0]?.[0]).toBeLessThan(100);
    expect(samples.at(-1)?.[0]).toBe(1999);
  });

  it('leaves a gap in the plot during pauses, and draws nothing while the rate is unknown', () => {
    const at = (second: number, action: PanelAction): PanelAction =>
      ({ ...action, at: NOON + second * 1000 }) as PanelAction;
    const wait = event({
      type: 'wait',
      id: 'transfer-1',
      kind: 'silence',
      reason: phrase('It erases.'),
      until: NOON + 300_000,
    });
    const { samples } = runOf(
      after(
        RUNNING,
        at(0, wait),
        at(1, progress(0.1, 0, 0)),
        at(2, progress(0.2, 90, 9)),
        at(5, wait),
        at(8, progress(0.3, 95, 7)),
      ),
    );
    expect(samples).toEqual([
      [2, 9],
      [5, null],
      [8, 7],
    ]);
  });
});

describe('a wait', () => {
  const wait = event({
    type: 'wait',
    id: 'apply-1',
    kind: 'silence',
    reason: phrase('It writes.'),
    until: NOON + 300_000,
  });

  it('is shown until bytes move or the step ends', () => {
    const waiting = after(RUNNING, wait);
    expect(runOf(waiting).wait?.until).toBe(NOON + 300_000);
    expect(runOf(after(waiting, progress(0.5))).wait).toBeNull();
    expect(
      runOf(after(waiting, event({ type: 'step', id: 'apply-1', index: 3, state: 'done' }))).wait,
    ).toBeNull();
  });

  it('is shown as the activity when only a reading is running', () => {
    const read = after(EMPTY_PANEL, { type: 'reading', activity: phrase('Reading'), port: 'COM3' }, wait);
    expect(read).toMatchObject({ activity: { text: phrase('It writes.'), until: NOON + 300_000 } });
    expect(after(read, { type: 'cancelAsked' })).toMatchObject({ activity: { text: phrase('Cancelling…') } });
  });

  it('has a visible end, unless it is short', () => {
    const short = event({
      type: 'wait',
      id: 'inspect',
      kind: 'silence',
      reason: phrase('It is asked.'),
      until: NOON + 4000,
    });
    const read = after(EMPTY_PANEL, { type: 'reading', activity: phrase('Reading'), port: 'COM3' }, wait);
    expect(panelView(read, ENGLISH, NOON).lede).toMatch(
      /^No output until \d\d:05 is normal\. Nothing is written/,
    );
    expect(progressText(read, ENGLISH, NOON)).toMatch(/^It writes\. · no output until \d\d:05 is normal$/);
    expect(progressText(read, ENGLISH, NOON + 300_000)).toMatch(/ · expected by \d\d:05, still waiting$/);
    const next = after(read, short);
    expect(next).toMatchObject({ activity: { text: phrase('It is asked.'), until: null } });
    expect(panelView(next, ENGLISH, NOON).lede).toMatch(/^Nothing is written/);
    expect(progressText(next, ENGLISH, NOON)).toBe('It is asked.');
  });

  it('is written to the log', () => {
    expect(after(RUNNING, wait).log.lines.map(({ text }) => text.template)).toEqual(['It writes.']);
  });
});

describe('cancelling', () => {
  it('is requested once, and says why it waits', () => {
    const asked = after(RUNNING, { type: 'cancelAsked' });
    expect(runOf(asked).cancel).toEqual({ kind: 'asked' });
    const waiting = after(asked, event({ type: 'cancelling', reason: phrase('It writes.') }));
    expect(runOf(waiting).cancel).toEqual({ kind: 'waiting', reason: phrase('It writes.') });
    expect(after(waiting, { type: 'cancelAsked' })).toBe(waiting);
  });
});

describe('warnings', () => {
  const warned = after(EMPTY_PANEL, { type: 'planned', plan: WARNED_PLAN, proven: true, why: null });
  const started = after(warned, { type: 'started', at: NOON });
  const confirm = (rule: string, confirmed = true): PanelAction => ({ type: 'confirmed', rule, confirmed });

  it('are confirmed one by one, and can be withdrawn', () => {
    expect(isConfirmed(warned)).toBe(false);
    const both = after(warned, confirm('downgrade'), confirm('unknown-layout'));
    expect(isConfirmed(both)).toBe(true);
    expect(isConfirmed(after(both, confirm('downgrade', false)))).toBe(false);
  });

  it('can be confirmed only while they are open, and no others can', () => {
    expect(after(warned, confirm('made-up'))).toBe(warned);
    expect(after(started, confirm('downgrade'))).toBe(started);
    expect(after(EMPTY_PANEL, confirm('downgrade'))).toBe(EMPTY_PANEL);
  });

  it('that are dangerous are confirmed by their name only', () => {
    const dangerous = after(EMPTY_PANEL, { type: 'planned', plan: DANGEROUS_PLAN, proven: true, why: null });
    const type = (text: string, rule = 'two-step-record'): PanelAction => ({ type: 'nameTyped', rule, text });
    const ticked = after(dangerous, confirm('old-board-firmware'));
    expect(after(ticked, confirm('two-step-record'))).toBe(ticked);
    for (const text of ['', 'y', 'yes', 'two-step', 'Two-Step-Record', 'old-board-firmware'])
      expect(after(ticked, type(text))).toBe(ticked);
    const both = after(ticked, type(' two-step-record '));
    expect(isConfirmed(both)).toBe(true);
    expect(isConfirmed(after(both, type('two-step-recor')))).toBe(false);
    expect(isConfirmed(after(both, { type: 'planned', plan: DANGEROUS_PLAN, proven: true, why: null }))).toBe(
      false,
    );
    // A typed name does not confirm a warning that needs a tick, either.
    expect(after(dangerous, type('old-board-firmware', 'old-board-firmware'))).toBe(dangerous);
  });

  it('must be confirmed again with a new plan', () => {
    const both = after(warned, confirm('downgrade'), confirm('unknown-layout'));
    expect(isConfirmed(after(both, { type: 'planned', plan: WARNED_PLAN, proven: true, why: null }))).toBe(
      false,
    );
  });

  it('need no confirmation when there are none', () => {
    expect(isConfirmed(after(EMPTY_PANEL, { type: 'planned', plan: PLAN, proven: true, why: null }))).toBe(
      true,
    );
  });
});

describe('the end of an upgrade', () => {
  it('replaces the found version by the new one', () => {
    const { stage, found } = after(RUNNING, event(UPGRADED));
    expect(stage).toBe('done');
    expect(found).toMatchObject({ finding: { kind: 'board', modem: { lr: NEW_MODEM.lr } } });
  });

  it('is removed when something new begins, which gets a new log', () => {
    const over = after(
      RUNNING,
      event({ type: 'notice', level: 'info', text: phrase('One.') }),
      event(UPGRADED),
    );
    const next = after(over, { type: 'began', activity: phrase('Checking'), chosen: [] });
    expect(next).toMatchObject({ stage: 'busy', found: null });
    for (const gone of ['report', 'run', 'plan']) expect(next).not.toHaveProperty(gone);
    expect(next.log).toEqual({ number: over.log.number + 1, dropped: 0, lines: [] });
  });
});

it('showing several boards does not hide a running upgrade', () => {
  const { several } = sample('several');
  const states = [
    { ...inStage(sample('running'), 'running'), several },
    { ...inStage(sample('rehearsing'), 'rehearsing'), several },
  ];
  for (const state of states) expect(after(state, { type: 'severalShown' })).toBe(state);
});

describe('declining', () => {
  it('returns to what is known', () => {
    const began: PanelAction = { type: 'began', activity: phrase('Reading'), chosen: [] };
    expect(after(EMPTY_PANEL, began, { type: 'stopped' }).stage).toBe('empty');
    const found: PanelAction = { type: 'found', finding: BOARD_FINDING, at: NOON };
    expect(after(EMPTY_PANEL, began, found, { type: 'stopped' }).stage).toBe('found');
  });
});

it('the log keeps its newest thousand lines and counts the others', () => {
  const lines = Array.from({ length: 1100 }, (_, n) =>
    event({ type: 'notice', level: 'info', text: phrase('{n}', { n }) }),
  );
  const { log } = after(EMPTY_PANEL, ...lines);
  expect(log.lines).toHaveLength(1000);
  expect(log.dropped).toBe(100);
  expect(log.lines[0]?.text.args['n']).toBe(100);
});

describe('after a reload', () => {
  it('a running upgrade is interrupted, and its log and files are still there', () => {
    const { running } = SAMPLE_STATES;
    if (running === undefined) throw new Error('no such sample');
    const restored = afterReload(JSON.parse(JSON.stringify(running)) as PanelState);
    expect(restored).toEqual({ ...running, stage: 'interrupted', unfinished: null });
  });

  it('an outcome is shown unchanged', () => {
    const { upgraded, failed } = SAMPLE_STATES;
    expect(upgraded && afterReload(upgraded)).toBe(upgraded);
    expect(failed && afterReload(failed)).toBe(failed);
  });

  it('findings that must be read again are dropped', () => {
    const { ready } = SAMPLE_STATES;
    expect(ready && afterReload(ready)).toEqual(EMPTY_PANEL);
  });
});
