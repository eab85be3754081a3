import { describe, expect, it } from 'vitest';
import { type ModemReading, UNREAD_MODEM } from '../../../src/modem/modemReading';
import type { PanelView, StepView } from '../../../src/ui/panel/messages';
import { reduce } from '../../../src/ui/panel/panelReducer';
import { panelView } from '../../../src/ui/panel/panelView';
import { SAFE_BOOT_PICTURE } from '../../../src/ui/panel/safeBootPicture';
import { speechIn } from '../../../src/ui/speech';
import { inStage, momentOf, sample, SAMPLE_STATES } from '../../webview/sampleStates';
import { ENGLISH } from './flowRig';
import { BOARD_FINDING, MIRROR_PLAN, NOON } from './samples';

function viewOf(name: string, speech = ENGLISH): PanelView {
  const state = sample(name);
  return panelView(state, speech, momentOf(state));
}

function buttonsOf(name: string): string[] {
  return viewOf(name).actions.map(({ id }) => id);
}

function stepsOf({ phases }: PanelView): readonly StepView[] {
  return phases.flatMap(({ steps }) => steps);
}

describe('every stage', () => {
  it.each(Object.keys(SAMPLE_STATES))('%s has a headline and at most one primary button', (name) => {
    const view = viewOf(name);
    expect(view.headline).not.toBe('');
    expect(view.lede).not.toBe('');
    expect(view.actions.length).toBeGreaterThan(0);
    expect(view.actions.filter(({ primary }) => primary).length).toBeLessThanOrEqual(1);
  });

  it.each(Object.keys(SAMPLE_STATES))('%s leaves no placeholder unfilled', (name) => {
    // The browser fills in times, because it counts down and knows the reader’s time zone.
    const told = JSON.stringify(viewOf(name)).replaceAll(/\{(time|since|left|elapsed)\}/g, '');
    expect(told).not.toMatch(/\{\w+\}/);
  });

  it.each(Object.keys(SAMPLE_STATES))('%s is shown completely in another language', (name) => {
    const view = viewOf(
      name,
      speechIn('en', (template) => `«${template}»`),
    );
    for (const text of [view.lede, ...view.actions.map(({ label }) => label)]) expect(text).toMatch(/«/);
  });
});

describe('a plan that is ready', () => {
  it('shows the modem, the file, the steps and the manual tasks', () => {
    const view = viewOf('ready');
    expect(view.lede).toMatch(/^The upgrade runs .* and takes about 4 min\.$/);
    expect(view.versions).toMatchObject({
      from: { value: 'LR5.1.1.0-39529 (CAT-M1)' },
      to: { value: 'LR5.1.1.0-41065 (CAT-M1)' },
    });
    expect(view.device).toContainEqual({ label: 'Board', value: 'GPy' });
    expect(view.files[0]?.rows).toContainEqual({ label: 'Size', value: '6.0 MB (5,996,938 bytes)' });
    expect(stepsOf(view).map(({ risk }) => risk)).toEqual([
      'Safe to stop',
      'Safe to stop',
      'Do not interrupt',
      'Do not interrupt',
      'Do not interrupt',
    ]);
    expect(view.manual).toHaveLength(1);
    expect(view.progress).toBeNull();
    expect(view.actions[0]).toMatchObject({ id: 'start', primary: true, enabled: true });
  });

  it('can’t be started before its warnings are confirmed', () => {
    const view = viewOf('warned');
    expect(view.warnings.map(({ confirmed }) => confirmed)).toEqual([true, false]);
    expect(view.actions[0]).toMatchObject({ id: 'start', enabled: false });
  });
});

describe('a running upgrade', () => {
  it('shows its progress', () => {
    expect(viewOf('running').progress).toMatchObject({
      phase: 'Send CATM1-41065.dup',
      step: { elapsedSeconds: 59, expectedSeconds: 110, time: '{elapsed} of about 2 min', late: null },
      bytes: '3.3 MB of 6.0 MB',
      elapsedSeconds: 76,
      remainingSeconds: 99,
      wait: null,
    });
  });

  it('shows which steps are done, active and pending', () => {
    expect(stepsOf(viewOf('running')).map(({ state }) => state)).toEqual([
      'done',
      'done',
      'active',
      'pending',
      'pending',
    ]);
  });

  it('never ticks a skipped step, even after the end', () => {
    const state = inStage(sample('upgraded'), 'done');
    const skipped = { ...state, run: { ...state.run, doneSteps: [], skippedSteps: ['wake'] } };
    const step = stepsOf(panelView(skipped, ENGLISH, momentOf(skipped))).find(({ id }) => id === 'wake');
    expect(step).toMatchObject({ state: 'skipped' });
    expect(step?.title).toMatch(/^Not done: /);
  });

  it('says until when silence is normal, and then that it is overdue', () => {
    expect(viewOf('waiting').progress?.wait).toEqual({
      reason: 'The modem writes its new firmware.',
      patience: 'No output until {time} is normal.',
      overdue: 'Expected by {time}. Still waiting.',
      secondsLeft: 277,
    });
    const state = SAMPLE_STATES['waiting'];
    const late = state && panelView(state, ENGLISH, NOON + 500_000).progress;
    expect(late?.wait?.secondsLeft).toBe(-73);
    expect(late?.remainingSeconds).toBe(0);
  });

  it('says why a cancel waits, and disables the button after a press', () => {
    const view = viewOf('cancelling');
    expect(view.progress?.cancelling).toContain('stopping now would leave it without one');
    expect(view.actions[0]).toMatchObject({ id: 'cancel', label: 'Cancelling…', enabled: false });
  });
});

describe('a request to the user', () => {
  it('replaces the headline and hides everything that contradicts it', () => {
    const view = viewOf('askedToUnplug');
    expect(view).toMatchObject({
      mark: 'care',
      headline: 'Unplug the board now',
      request: { picture: 'unplug', totalSeconds: 180 },
      remedy: null,
      manual: [],
      progress: null,
    });
    expect(view.lede).toMatch(/^Unplug the board for ten seconds .* continues automatically/);
    expect(JSON.stringify(view)).not.toContain('Keep the board powered');
  });

  it('names the board, also in its headline, when other boards are upgraded at the same time', () => {
    const asked = inStage(sample('askedToUnplug'), 'running');
    expect(viewOf('askedToUnplug').lede).toMatch(/Board: GPy …\d{4} \(\/dev\/ttyACM0\)\.$/);
    const view = panelView({ ...asked, several: sample('several').several }, ENGLISH, NOON);
    expect(view.headline).toMatch(/^Unplug the board now: GPy …\d{4} \(\/dev\/ttyACM0\)$/);
    expect(view.lede).toMatch(/Leave every other board connected\.$/);
  });

  it('shows the second action once the first is done, with the remaining time', () => {
    const { headline, request } = viewOf('askedToPlugIn');
    expect(headline).toBe('Plug the board back in');
    expect(request).toMatchObject({ picture: 'plugIn', totalSeconds: 140 });
  });

  it('is announced before the start, but not while firmware is written', () => {
    const ready = reduce(sample('ready'), { type: 'planned', plan: MIRROR_PLAN, proven: true, why: null });
    expect(panelView(ready, ENGLISH, NOON).manual).toContain(
      'Unplug the board and plug it back in when you’re asked to.',
    );
    expect(panelView(reduce(ready, { type: 'started', at: NOON }), ENGLISH, NOON).manual).toEqual([]);
  });
});

describe('installing the same version again', () => {
  it('is announced before the start, with the open confirmations, and reported afterwards', () => {
    const view = viewOf('same');
    expect(view.headline).toBe('Ready to install the same version again');
    expect(view.versions?.to.label).toBe('It will get the same version again');
    expect(view.hint).toBe('1 confirmation left before you can start');
    expect(viewOf('sameAgain').headline).toBe('The same version was installed again');
  });
});

describe('the phases', () => {
  it('group the steps, and say when the power must stay on', () => {
    const { phases } = viewOf('ready');
    expect(phases.map(({ title, care, duration }) => [title, care, duration])).toEqual([
      ['Prepare', null, 'about 20 s'],
      ['Send', 'Do not unplug', 'about 2 min'],
      ['Install', 'Do not unplug', 'about 1 min'],
      ['Verify', null, 'about 5 s'],
    ]);
    // When the user has to unplug the board, no text says to leave the power on.
    expect(viewOf('askedToUnplug').phases.filter(({ care }) => care !== null)).toEqual([]);
  });

  it('describe their marks for screen readers', () => {
    expect(stepsOf(viewOf('failed')).map(({ spoken }) => spoken)).toEqual(['Done', 'Done', 'Failed', '', '']);
    expect(stepsOf(viewOf('running'))[2]?.spoken).toBe('Running');
  });

  it('show their duration in words, and say when they are late', () => {
    const state = sample('waiting');
    expect(panelView(state, ENGLISH, momentOf(state)).progress?.step).toEqual({
      share: null,
      elapsedSeconds: 23,
      expectedSeconds: 60,
      time: '{elapsed} of about 1 min; up to 5 min is normal',
      late: {
        afterSeconds: 300,
        time: '{elapsed}, longer than usual. Keep waiting, and leave the board connected.',
      },
    });
  });
});

describe('the primary button', () => {
  const primaryOf = (name: string): string | undefined =>
    viewOf(name).actions.find(({ primary }) => primary)?.label;

  it('after an interruption repeats the upgrade', () => {
    expect(primaryOf('interrupted')).toBe('Repeat this upgrade');
    expect(primaryOf('unfinished')).toBe('Repeat this upgrade');
  });

  it('of a refusal does not lead to the same refusal again', () => {
    expect(primaryOf('refused')).toBe('Choose other firmware…');
    expect(primaryOf('wrongMethod')).toBe('Choose another method…');
    expect(buttonsOf('wrongMethod')).not.toContain('retry');
  });

  it('for a modem in recovery leads to recovery, and the panel warns', () => {
    expect(primaryOf('inRecovery')).toBe('Recovery options…');
    expect(viewOf('inRecovery')).toMatchObject({
      mark: 'care',
      headline: expect.stringContaining('recovery') as string,
      remedy: expect.stringContaining('Recovery options…') as string,
    });
  });

  it('continues with the files of an interrupted upgrade once the modem was read', () => {
    const state = reduce(sample('unfinished'), { type: 'found', finding: BOARD_FINDING, at: NOON });
    expect(panelView(state, ENGLISH, NOON).actions[0]).toMatchObject({ id: 'upgradeThis', primary: true });
  });
});

it('a recommendation gives its reason, and reasons against the other files', () => {
  expect(viewOf('recommended').why).toEqual({
    reason: 'CATM1-41065.dup leads to the newest build that needs no confirmation.',
    others: [
      {
        label: 'NB1-41019.dup',
        value: 'The modem is a CAT-M1 one; this file makes an NB-IoT one of it.',
      },
    ],
  });
  expect(viewOf('ready').why).toBeNull();
});

describe('an outcome', () => {
  it('shows the versions before and after, and what to do next without repetition', () => {
    const { outcome, versions, progress, mark } = viewOf('upgraded');
    expect(mark).toBe('good');
    expect(outcome?.condition).toBeNull();
    expect(versions).toMatchObject({
      from: { label: 'Before', value: 'LR5.1.1.0-39529' },
      to: { label: 'After', value: 'LR5.1.1.0-41065' },
      reached: true,
    });
    expect(outcome?.next).toHaveLength(2);
    expect(outcome?.changes).toContainEqual({ label: 'Sent', value: '6.0 MB (54.5 kB/s)' });
    // A finished progress bar and its plot are no longer useful.
    expect(progress).toBeNull();
  });

  it('that is a failure says where it stopped, and that the modem can be recovered', () => {
    const { outcome, progress, mark, remedy, lede } = viewOf('failed');
    expect(mark).toBe('bad');
    expect(lede).toContain('disappeared');
    expect(remedy).toBe('Reconnect the board and give it stable power.');
    expect(outcome?.next).toEqual(['Start the same upgrade again: it goes on from what it finds.']);
    expect(outcome?.condition).toBe('The upgrade stopped part-way. The modem can be recovered.');
    expect(progress).toBeNull();
    expect(outcome?.changes[0]).toEqual({ label: 'Stopped at', value: 'Send CATM1-41065.dup' });
  });

  it('distinguishes a modem that gave no answer from one that was not read', () => {
    const state = inStage(sample('failed'), 'done');
    const after = (reading: ModemReading | null): string | undefined =>
      panelView({ ...state, report: { ...state.report, after: reading } }, ENGLISH, NOON).versions?.to.value;
    expect(after(UNREAD_MODEM)).toBe('no answer');
    expect(after({ ...UNREAD_MODEM, build: '41065' })).toBe('build 41065');
    expect(after({ ...UNREAD_MODEM, state: 2 })).toBe('unknown version');
    expect(after(null)).toBe('not read');
  });

  it('that is a failure or unknown does not show the old version as current', () => {
    expect(viewOf('unfinished').device.map(({ label }) => label)).toEqual([
      'Port',
      'Board',
      'Board firmware',
    ]);
    expect(viewOf('failed').device.map(({ label }) => label)).toEqual(['Port', 'Board', 'Board firmware']);
    expect(viewOf('cancelled').device.map(({ label }) => label)).toContain('Modem');
  });
});

describe('the picture of the pins for a manual safe boot', () => {
  it('is shown with that advice, also after a reload, and with no other advice', () => {
    const state = SAMPLE_STATES['lockedOut'];
    const reloaded = JSON.parse(JSON.stringify(state)) as NonNullable<typeof state>;
    expect(viewOf('lockedOut')).toMatchObject({
      showsSafeBoot: true,
      remedy: expect.stringContaining('P12') as string,
    });
    expect(panelView(reloaded, ENGLISH, NOON).showsSafeBoot).toBe(true);
    const shown = Object.keys(SAMPLE_STATES).filter((name) => viewOf(name).showsSafeBoot);
    expect(shown.filter((name) => !viewOf(name).remedy?.includes('P12'))).toEqual([]);
    expect(viewOf('refused').showsSafeBoot).toBe(false);
  });

  it('is the picture in the documents', async () => {
    await expect(SAFE_BOOT_PICTURE).toMatchFileSnapshot('../../../docs/safe-boot.svg');
  });
});

it('the buttons depend on the stage', () => {
  expect(buttonsOf('empty')).toEqual(['another', 'rehearse', 'readVersion', 'severalAgain']);
  expect(buttonsOf('ready')).toEqual(['start', 'rehearse', 'choosePort', 'another']);
  expect(buttonsOf('unproven')).toEqual(['rehearse', 'start', 'choosePort', 'another']);
  expect(buttonsOf('rehearsing')).toEqual(['cancel', 'showLog']);
  expect(buttonsOf('rehearsedReady')).toEqual(['upgradeThis', 'copyRehearsal', 'rehearse', 'another']);
  expect(buttonsOf('refused')).toEqual(['another', 'retry', 'showLog']);
  expect(buttonsOf('running')).toEqual(['cancel', 'showLog']);
  expect(buttonsOf('upgraded')).toEqual(['another', 'copyReport', 'showLog']);
  expect(buttonsOf('failed')).toEqual(['retry', 'recover', 'copyReport', 'showLog', 'another']);
  expect(buttonsOf('cancelled')).toEqual(['retry', 'copyReport', 'showLog', 'another']);
  expect(buttonsOf('interrupted')).toEqual(['retry', 'recover', 'another', 'showLog']);
});
