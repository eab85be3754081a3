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

  it.each(Object.keys(SAMPLE_STATES))('%s leaves no place in a sentence unfilled', (name) => {
    // Times are filled in by the browser: it counts on, in the reader's time zone.
    const told = JSON.stringify(viewOf(name)).replaceAll(/\{(time|since|left|elapsed)\}/g, '');
    expect(told).not.toMatch(/\{\w+\}/);
  });

  it.each(Object.keys(SAMPLE_STATES))('%s speaks another language throughout', (name) => {
    const view = viewOf(
      name,
      speechIn('en', (template) => `«${template}»`),
    );
    for (const text of [view.lede, ...view.actions.map(({ label }) => label)]) expect(text).toMatch(/«/);
  });
});

describe('a plan that is ready', () => {
  it('shows what was found, the file, the steps and what to do by hand', () => {
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

  it('cannot be started before its warnings are confirmed', () => {
    const view = viewOf('warned');
    expect(view.warnings.map(({ confirmed }) => confirmed)).toEqual([true, false]);
    expect(view.actions[0]).toMatchObject({ id: 'start', enabled: false });
  });
});

describe('an upgrade that runs', () => {
  it('says how far it is', () => {
    expect(viewOf('running').progress).toMatchObject({
      phase: 'Send CATM1-41065.dup',
      step: { elapsedSeconds: 59, expectedSeconds: 110, time: '{elapsed} of about 2 min', late: null },
      bytes: '3.3 MB of 6.0 MB',
      elapsedSeconds: 76,
      remainingSeconds: 99,
      wait: null,
    });
  });

  it('marks the steps', () => {
    expect(stepsOf(viewOf('running')).map(({ state }) => state)).toEqual([
      'done',
      'done',
      'active',
      'pending',
      'pending',
    ]);
  });

  it('never ticks a step that was not done, whatever the end', () => {
    const state = inStage(sample('upgraded'), 'done');
    const skipped = { ...state, run: { ...state.run, doneSteps: [], skippedSteps: ['wake'] } };
    const step = stepsOf(panelView(skipped, ENGLISH, momentOf(skipped))).find(({ id }) => id === 'wake');
    expect(step).toMatchObject({ state: 'skipped' });
    expect(step?.title).toMatch(/^Not done: /);
  });

  it('says until when silence is normal, and that it is overdue afterwards', () => {
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

  it('says honestly why cancel waits, and lets it be pressed once', () => {
    const view = viewOf('cancelling');
    expect(view.progress?.cancelling).toContain('stopping now would leave it without one');
    expect(view.actions[0]).toMatchObject({ id: 'cancel', label: 'Cancelling…', enabled: false });
  });
});

describe('a request to the user', () => {
  it('takes over the top, and all that contradicts it is gone', () => {
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

  it('names the board, in its title, too, where others are upgraded beside it', () => {
    const asked = inStage(sample('askedToUnplug'), 'running');
    expect(viewOf('askedToUnplug').lede).toMatch(/Board: GPy …\d{4} \(\/dev\/ttyACM0\)\.$/);
    const view = panelView({ ...asked, several: sample('several').several }, ENGLISH, NOON);
    expect(view.headline).toMatch(/^Unplug the board now: GPy …\d{4} \(\/dev\/ttyACM0\)$/);
    expect(view.lede).toMatch(/Leave every other board connected\.$/);
  });

  it('asks for the second half once the first is done, in the time that is left', () => {
    const { headline, request } = viewOf('askedToPlugIn');
    expect(headline).toBe('Plug the board back in');
    expect(request).toMatchObject({ picture: 'plugIn', totalSeconds: 140 });
  });

  it('is announced before the start, and is not asked for while firmware is written', () => {
    const ready = reduce(sample('ready'), { type: 'planned', plan: MIRROR_PLAN, proven: true, why: null });
    expect(panelView(ready, ENGLISH, NOON).manual).toContain(
      'Unplug the board and plug it back in when you’re asked to.',
    );
    expect(panelView(reduce(ready, { type: 'started', at: NOON }), ENGLISH, NOON).manual).toEqual([]);
  });
});

describe('the same version again', () => {
  it('is said before, with what the start still waits for, and afterwards', () => {
    const view = viewOf('same');
    expect(view.headline).toBe('Ready to install the same version again');
    expect(view.versions?.to.label).toBe('It will get the same version again');
    expect(view.hint).toBe('1 confirmation left before you can start');
    expect(viewOf('sameAgain').headline).toBe('The same version was installed again');
  });
});

describe('the phases', () => {
  it('group the steps, and say where the power must stay on', () => {
    const { phases } = viewOf('ready');
    expect(phases.map(({ title, care, duration }) => [title, care, duration])).toEqual([
      ['Prepare', null, 'about 20 s'],
      ['Send', 'Do not unplug', 'about 2 min'],
      ['Install', 'Do not unplug', 'about 1 min'],
      ['Verify', null, 'about 5 s'],
    ]);
    // Where the power is to be taken away, nothing says that it must not.
    expect(viewOf('askedToUnplug').phases.filter(({ care }) => care !== null)).toEqual([]);
  });

  it('say in words what signs say to the eye', () => {
    expect(stepsOf(viewOf('failed')).map(({ spoken }) => spoken)).toEqual(['Done', 'Done', 'Failed', '', '']);
    expect(stepsOf(viewOf('running'))[2]?.spoken).toBe('Running');
  });

  it('have the time that they take in words, and what is late is said to be', () => {
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

  it('of a refusal is never what can only be refused again', () => {
    expect(primaryOf('refused')).toBe('Choose other firmware…');
    expect(primaryOf('wrongMethod')).toBe('Choose another method…');
    expect(buttonsOf('wrongMethod')).not.toContain('retry');
  });

  it('for a modem in recovery leads to the way out of it, and the panel warns', () => {
    expect(primaryOf('inRecovery')).toBe('Recovery options…');
    expect(viewOf('inRecovery')).toMatchObject({
      mark: 'care',
      headline: expect.stringContaining('recovery') as string,
      remedy: expect.stringContaining('Recovery options…') as string,
    });
  });

  it('goes on with the files of an upgrade that was cut off, once the modem was looked at', () => {
    const state = reduce(sample('unfinished'), { type: 'found', finding: BOARD_FINDING, at: NOON });
    expect(panelView(state, ENGLISH, NOON).actions[0]).toMatchObject({ id: 'upgradeThis', primary: true });
  });
});

it('a recommendation says why, and why it is none of the others', () => {
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
  it('shows before and after, and what to do next without repeating itself', () => {
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
    // The finished bar and its plot have nothing left to say.
    expect(progress).toBeNull();
  });

  it('that is a failure says where it stopped and that the modem can be brought back', () => {
    const { outcome, progress, mark, remedy, lede } = viewOf('failed');
    expect(mark).toBe('bad');
    expect(lede).toContain('disappeared');
    expect(remedy).toBe('Reconnect the board and give it stable power.');
    expect(outcome?.next).toEqual(['Start the same upgrade again: it goes on from what it finds.']);
    expect(outcome?.condition).toBe('The upgrade stopped part-way. The modem can be recovered.');
    expect(progress).toBeNull();
    expect(outcome?.changes[0]).toEqual({ label: 'Stopped at', value: 'Send CATM1-41065.dup' });
  });

  it('tells a modem that gave no answer from one that was not asked', () => {
    const state = inStage(sample('failed'), 'done');
    const after = (reading: ModemReading | null): string | undefined =>
      panelView({ ...state, report: { ...state.report, after: reading } }, ENGLISH, NOON).versions?.to.value;
    expect(after(UNREAD_MODEM)).toBe('no answer');
    expect(after({ ...UNREAD_MODEM, build: '41065' })).toBe('build 41065');
    expect(after({ ...UNREAD_MODEM, state: 2 })).toBe('unknown version');
    expect(after(null)).toBe('not read');
  });

  it('that is a failure, or none at all, does not show the old version as if it were still there', () => {
    expect(viewOf('unfinished').device.map(({ label }) => label)).toEqual([
      'Port',
      'Board',
      'Board firmware',
    ]);
    expect(viewOf('failed').device.map(({ label }) => label)).toEqual(['Port', 'Board', 'Board firmware']);
    expect(viewOf('cancelled').device.map(({ label }) => label)).toContain('Modem');
  });
});

describe('the picture of the pins for a safe boot by hand', () => {
  it('stands beside the advice to do that, after a reload too, and beside no other', () => {
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

  it('is the one in the documents', async () => {
    await expect(SAFE_BOOT_PICTURE).toMatchFileSnapshot('../../../docs/safe-boot.svg');
  });
});

it('the buttons follow the stage', () => {
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
