import { describe, expect, it } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import { firmwareErrors } from '../../../src/firmware/errors';
import { transportErrors } from '../../../src/transport/errors';
import type { Refusal } from '../../../src/upgrade/plan/plan';
import { twoStepPair, differentialImage, updaterElf } from '../../fixtures/firmware';
import { ENGLISH, file, type FlowRig, flowRig } from './flowRig';
import type { CheckedFile } from '../../../src/ui/panel/panelState';
import { toText } from '../../../src/ui/texts/planTexts';
import { inStage } from '../../webview/sampleStates';
import { panelView } from '../../../src/ui/panel/panelView';
import { NOON, CANCELLED, DANGEROUS_PLAN, FAILED, FULL_IMAGE, NEW_MODEM, PLAN, WARNED_PLAN } from './samples';

const NEEDS_UPDATER: Refusal = {
  kind: 'refusal',
  rule: 'recovery-needs-updater',
  sentence: phrase('The modem is in recovery: it needs a full image and updater.elf.'),
  alternative: phrase('Put updater.elf into the image’s folder.'),
};

describe('upgrading without an argument', () => {
  it('asks for a file and a port, asks before it writes, and ends with the report', async () => {
    const { flow, user, service, store } = flowRig();
    await flow.upgrade();
    expect(user.portQuestions).toHaveLength(1);
    expect(service.inspected).toEqual(['/dev/ttyACM0']);
    expect(user.questions).toHaveLength(1);
    expect(service.ran).toHaveLength(1);
    expect(store.state.stage).toBe('done');
    expect(user.notices.map(({ level }) => level)).toEqual(['info']);
  });

  it('does nothing when the user chooses no file', async () => {
    const { flow, user, service, store } = flowRig();
    user.firmware = undefined;
    await flow.upgrade();
    expect(service.inspected).toEqual([]);
    expect(user.timesRevealed).toBe(0);
    expect(store.state.stage).toBe('empty');
  });

  it('still shows the checked file when the user chooses no port', async () => {
    const { flow, user, service, store } = flowRig();
    user.port = undefined;
    await flow.upgrade();
    expect(service.inspected).toEqual([]);
    expect(store.state.stage).toBe('checked');
  });
});

describe('the last question', () => {
  it('names board, port, versions, method and files', async () => {
    const { flow, user } = flowRig();
    await flow.upgrade([file('CATM1-41065.dup')]);
    const [question] = user.questions;
    expect(question?.message).toBe('Upgrade the LTE modem of the GPy at /dev/ttyACM0?');
    expect(question?.detail).toContain('From: LR5.1.1.0-39529 (CAT-M1)');
    expect(question?.detail).toContain('To: LR5.1.1.0-41065 (CAT-M1)');
    expect(question?.detail).toContain('over the serial port');
    expect(question?.detail).toContain('CATM1-41065.dup');
  });

  it('leaves the plan ready to start when the user declines', async () => {
    const { flow, user, service, store } = flowRig();
    user.agrees = false;
    await flow.upgrade();
    expect(service.ran).toEqual([]);
    expect(store.state.stage).toBe('ready');
    user.agrees = true;
    await flow.start();
    expect(service.ran).toHaveLength(1);
  });

  it('comes only after every warning is confirmed', async () => {
    const { flow, user, service, store } = flowRig();
    service.plans = [WARNED_PLAN];
    await flow.upgrade();
    await flow.start();
    store.dispatch({ type: 'confirmed', rule: 'downgrade', confirmed: true });
    await flow.start();
    expect(user.questions).toEqual([]);
    store.dispatch({ type: 'confirmed', rule: 'unknown-layout', confirmed: true });
    await flow.start();
    expect(user.questions[0]?.detail).toContain('Build 39529 is older than 41065.');
    expect(service.ran[0]?.confirmed).toEqual(['downgrade', 'unknown-layout']);
  });
});

it('a tick does not start a dangerous upgrade, its typed name does', async () => {
  const { flow, user, service, store } = flowRig();
  service.plans = [DANGEROUS_PLAN];
  await flow.upgrade();
  for (const { rule } of DANGEROUS_PLAN.warnings)
    store.dispatch({ type: 'confirmed', rule, confirmed: true });
  await flow.start();
  expect([user.questions, service.ran]).toEqual([[], []]);
  store.dispatch({ type: 'nameTyped', rule: 'two-step-record', text: 'two-step-record' });
  await flow.start();
  expect(service.ran[0]?.confirmed).toEqual(['old-board-firmware', 'two-step-record']);
});

it('the panel keeps no files, only what they are, and in the order in which they go', async () => {
  const { flow, service, store } = flowRig();
  service.plans = [WARNED_PLAN];
  await flow.upgrade([file('CATM1-41065.dup'), file('updater.elf')]);
  const state = inStage(store.state, 'ready');
  expect(state.plan.images).toMatchObject([{ name: 'CATM1-41065.dup', targetBuild: '41065' }]);
  expect(state.files.map(({ name }) => name)).toEqual(['CATM1-41065.dup', 'updater.elf']);
  expect(structuredClone(state)).toEqual(state);
});

it('an upgrade leads to what the last of its images brings, whatever file is listed behind it', () => {
  const [image] = PLAN.images;
  if (image === undefined) throw new Error('the plan has no image');
  const plan = { ...PLAN, images: [{ ...image, targetBuild: '39529' }, image] };
  const bringing = (version: string): CheckedFile => ({
    name: image.name,
    description: { ...FULL_IMAGE, version },
  });
  const files = ['5.1.0.0', '5.1.1.0', '9.9.9.9'].map(bringing);
  expect(toText(ENGLISH, plan, files)).toBe('LR5.1.1.0-41065 (CAT-M1)');
  expect(toText(ENGLISH, plan, [])).toBe('build 41065');
});

describe('files that belong to the chosen one', () => {
  const [FIRST, SECOND] = ['CATM1-5.2-48829-1.DUP', 'CATM1-5.2-48829-2.dup'];
  const planned = ({ plannedWith }: FlowRig['service']): string[][] =>
    plannedWith.map(({ images }) => images.map(({ source }) => source.name));

  it('include the second half of a pair, after the first', async () => {
    const { flow, service, folder } = flowRig();
    folder.push(file(SECOND), file(FIRST));
    await flow.upgrade([file(FIRST)]);
    expect(planned(service)).toEqual([[FIRST, SECOND]]);
  });

  // After an interruption between the two, the user should continue with the second half. The flow must not silently repeat
  // the first step, which has bricked most modems.
  it('do not include the first half if the second may go alone', async () => {
    const { flow, service, folder, store } = flowRig();
    folder.push(file(FIRST), file(SECOND));
    await flow.upgrade([file(SECOND)]);
    expect(planned(service)).toEqual([[SECOND]]);
    expect(store.state.files.map(({ name }) => name)).toEqual([SECOND]);
  });

  it('include the first half if the second is refused alone', async () => {
    const { flow, service, folder, store, contents } = flowRig();
    folder.push(file(FIRST), file(SECOND));
    const [half] = twoStepPair({ size: 30_000 });
    contents.set(FIRST, half);
    service.plans = [{ ...NEEDS_UPDATER, rule: 'second-half-alone' }, PLAN];
    await flow.upgrade([file(SECOND)]);
    expect(planned(service)).toEqual([[SECOND], [FIRST, SECOND]]);
    expect(store.state.files.map(({ name }) => name)).toEqual([FIRST, SECOND]);
  });

  it('include the updater beside it, once the plan needs one', async () => {
    const { flow, service, folder, store, contents } = flowRig();
    folder.push(file('updater.elf'));
    contents.set('updater.elf', updaterElf({ size: 4000 }));
    service.plans = [NEEDS_UPDATER, { ...PLAN, updater: 'updater.elf' }];
    await flow.upgrade([file('CATM1-41065.dup')]);
    expect(service.plannedWith.map(({ updater }) => updater?.source.name ?? null)).toEqual([
      null,
      'updater.elf',
    ]);
    expect(store.state.files.map(({ name }) => name)).toEqual(['CATM1-41065.dup', 'updater.elf']);
  });

  it('include no updater for a differential image', async () => {
    const { flow, service, folder, store } = flowRig();
    folder.push(file('updater.elf'));
    service.plans = [NEEDS_UPDATER];
    await flow.upgrade([file('upgdiff_39529-to-41065.dup')]);
    expect(service.plannedWith.map(({ updater }) => updater)).not.toContainEqual(expect.anything());
    expect(store.state.stage).toBe('refused');
  });
});

describe('an upgrade that can’t be done', () => {
  it('because of a bad file is refused before any port is touched', async () => {
    const { flow, service, user, store } = flowRig();
    service.refusedFiles.set('bad.dup', firmwareErrors.truncated('bad.dup', 54_854, 1204));
    await flow.upgrade([file('bad.dup')]);
    expect(service.inspected).toEqual([]);
    expect(user.portQuestions).toEqual([]);
    expect(store.state.stage).toBe('refused');
    expect(user.notices[0]).toMatchObject({ level: 'error', buttons: ['another', 'retry'] });
    expect(user.notices[0]?.text).toContain('offset 54854');
  });

  it('because the updater was given as the image is refused', async () => {
    const { flow, service, user } = flowRig();
    await flow.upgrade([file('updater.elf')]);
    expect(service.inspected).toEqual([]);
    expect(user.notices[0]?.text).toContain('updater.elf is an updater');
  });

  it('because of a busy port can be tried again with the same file', async () => {
    const { flow, service, user, store } = flowRig();
    const { finding } = service;
    service.finding = transportErrors.busy('/dev/ttyACM0', null);
    await flow.upgrade([file('CATM1-41065.dup')]);
    expect(store.state.stage).toBe('refused');
    expect(user.notices[0]?.buttons).toContain('retry');
    service.finding = finding;
    await flow.retry();
    expect(store.state.stage).toBe('done');
  });

  it('because of a rule shows what is allowed instead', async () => {
    const { flow, service, user, store } = flowRig();
    service.plans = [NEEDS_UPDATER];
    await flow.upgrade([file('CATM1-41065.dup')]);
    expect(service.ran).toEqual([]);
    expect(store.state).toMatchObject({ trouble: { remedy: NEEDS_UPDATER.alternative } });
    expect(user.notices[0]?.text).toContain('Put updater.elf into the image’s folder.');
  });

  it('because of a rule also points to the images beside the file', async () => {
    const { flow, service, folder, contents, store } = flowRig();
    folder.push(file('CATM1-41065.dup'), file('upgdiff_39529-to-41065.dup'), file('notes.txt'));
    contents.set('upgdiff_39529-to-41065.dup', differentialImage({ size: 20_000 }));
    const pointing = { ...NEEDS_UPDATER, alternative: phrase('You have a difference here.') };
    service.plans = [NEEDS_UPDATER, pointing];
    await flow.upgrade([file('CATM1-41065.dup')]);
    expect(service.beside).toEqual(['upgdiff_39529-to-41065.dup']);
    expect(store.state).toMatchObject({ trouble: { remedy: pointing.alternative } });
  });

  it('because of a bug is reported as a bug', async () => {
    const { flow, service, user } = flowRig();
    service.finding = new TypeError('x is undefined');
    await flow.readVersion();
    expect(user.notices[0]?.text).toContain('An internal error occurred: x is undefined.');
  });
});

describe('while a task runs', () => {
  it('nothing else starts', async () => {
    const { flow, service, user } = flowRig();
    let end = (): void => undefined;
    service.runs = () =>
      new Promise<void>((resolve) => {
        end = resolve;
      });
    const first = flow.upgrade();
    await expect.poll(() => service.ran.length).toBe(1);
    await flow.readVersion();
    expect(user.notices.map(({ text }) => text)).toEqual([
      'Something is still in progress on an LTE modem. Wait until it has finished, or cancel it.',
    ]);
    end();
    await first;
    expect(service.inspected).toHaveLength(1);
  });

  it('a cancel reaches the service, and the panel says why it has to wait', async () => {
    const { flow, work, service, store, user } = flowRig();
    service.report = CANCELLED;
    service.runs = ({ signal, onEvent }) =>
      new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => {
          onEvent({ type: 'cancelling', reason: phrase('The modem is writing its firmware.') });
          resolve();
        });
      });
    const running = flow.upgrade();
    await expect.poll(() => store.state.stage).toBe('running');
    await work.close();
    await running;
    expect(user.notices[0]?.text).toBe('The modem is writing its firmware.');
    expect(store.state).toMatchObject({ report: { outcome: 'cancelled' } });
  });
});

describe('a reading', () => {
  it('is kept, and replaced by the modem’s version after an upgrade', async () => {
    const { flow, readings } = flowRig();
    await flow.readVersion();
    expect(readings.all[0]).toMatchObject({ modem: { lr: 'LR5.1.1.0-39529' }, board: 'GPy' });
    await flow.upgrade();
    expect(readings.all).toHaveLength(1);
    expect(readings.all[0]).toMatchObject({ modem: { lr: NEW_MODEM.lr }, release: '1.20.2.r4' });
  });

  it.each([
    [FAILED, 'not known any more'],
    [{ ...CANCELLED, modemState: 'unknown' }, 'not known any more'],
    [CANCELLED, 'as it was'],
  ] as const)('%# is %s after an upgrade that could not be verified', async (report, expected) => {
    const { flow, service, readings } = flowRig();
    service.report = report;
    await flow.upgrade();
    const version = readings.at('/dev/ttyACM0')?.modem.lr;
    expect(version).toBe(expected === 'as it was' ? 'LR5.1.1.0-39529' : null);
  });

  it('is shown in a notification only while the panel is hidden', async () => {
    const { flow, user } = flowRig();
    await flow.readVersion();
    user.panelVisible = true;
    await flow.readVersion();
    expect(user.notices.map(({ text }) => text)).toEqual([
      'LR5.1.1.0-39529 (CAT-M1), read from the GPy at /dev/ttyACM0.',
    ]);
  });

  it('is not repeated when the panel shows it, and neither is an error', async () => {
    const { flow, user, service } = flowRig();
    user.panelVisible = true;
    service.report = FAILED;
    await flow.upgrade();
    expect(user.notices).toEqual([]);
    user.panelVisible = false;
    await flow.upgrade();
    expect(user.notices.map(({ level }) => level)).toEqual(['error']);
  });
});

it('a file is checked without touching a port', async () => {
  const { flow, service, store, user } = flowRig();
  await flow.checkFile([file('CATM1-41065.dup')]);
  expect(service.inspected).toEqual([]);
  expect(store.state.stage).toBe('checked');
  expect(user.notices[0]).toMatchObject({
    level: 'info',
    text: 'CATM1-41065.dup passed all checks: Full image, CAT-M1, LR5.1.1.0-41065, 6.0 MB.',
  });
});

describe('a checked file', () => {
  it('is not offered to the last read modem when it does not fit, and the reason is shown', async () => {
    const { flow, service, user, store } = flowRig();
    await flow.readVersion();
    service.plans = [NEEDS_UPDATER, NEEDS_UPDATER, NEEDS_UPDATER];
    user.panelVisible = false;
    await flow.checkFile([file('CATM1-41065.dup')]);
    expect(store.state).toMatchObject({ stage: 'checked', misfit: { remedy: NEEDS_UPDATER.alternative } });
    const notice = user.notices.at(-1);
    expect(notice?.text).toContain('doesn’t fit the modem you read last');
    expect(notice?.text).toContain(NEEDS_UPDATER.sentence.template);
    expect(notice?.buttons).not.toContain('upgradeThis');
    const view = panelView(store.state, ENGLISH, NOON);
    expect(view.actions.map(({ id }) => id)).toEqual(['another', 'readVersion']);
    expect(view.lede).toContain('doesn’t fit');
  });

  it('is offered when it fits, and when no modem was read', async () => {
    const { flow, user } = flowRig();
    await flow.checkFile([file('CATM1-41065.dup')]);
    expect(user.notices.at(-1)?.buttons).toContain('upgradeThis');
    await flow.readVersion();
    await flow.checkFile([file('CATM1-41065.dup')]);
    expect(user.notices.at(-1)?.buttons).toContain('upgradeThis');
  });
});
