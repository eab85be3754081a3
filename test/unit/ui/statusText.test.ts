import { describe, expect, it } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import { reduce } from '../../../src/ui/panel/panelReducer';
import { EMPTY_PANEL, type PanelState } from '../../../src/ui/panel/panelState';
import { readAgain, readingOf, type Reading } from '../../../src/ui/reading';
import { statusStrings, type StatusStrings } from './statusStrings';
import { inStage, sample } from '../../webview/sampleStates';
import { ENGLISH } from './flowRig';
import { BOARD_FINDING, CANCELLED, MODEM_FINDING, NEW_MODEM, NOON, OLD_MODEM } from './samples';

const MINUTE_MS = 60_000;
const READING = readingOf(BOARD_FINDING, NOON);

function statusOf(
  state: PanelState,
  readings: readonly (Reading | null)[] = [],
  now = NOON,
): StatusStrings | null {
  const known = readings.filter((reading) => reading !== null);
  return statusStrings({ state, readings: known, knownPort: known[0]?.port ?? null, now }, ENGLISH);
}

it('a click chooses the port when nothing is known', () => {
  expect(statusOf(EMPTY_PANEL)).toMatchObject({ text: '$(radio-tower) LTE', click: 'choosePort' });
});

it('a click can cancel a reading, but not a repair', () => {
  const text = phrase('Reading the modem');
  const reading = reduce(EMPTY_PANEL, { type: 'reading', activity: text, port: 'COM3' });
  expect(statusOf(reading)).toMatchObject({ text: '$(sync~spin) LTE', click: 'cancel' });
  expect(statusOf(reading)?.tooltip).toContain('(command:lteUpgrade.cancel)');
  const repairing = reduce(reading, { type: 'repairing', activity: text });
  expect(statusOf(repairing)).toMatchObject({ click: 'showPanel' });
  expect(statusOf(repairing)?.tooltip).not.toContain('(command:lteUpgrade.cancel)');
});

it('the port that was chosen last counts, even if the panel still shows another', () => {
  const shown: PanelState = { ...EMPTY_PANEL, port: '/dev/ttyACM0' };
  const input = { state: shown, readings: READING ? [READING] : [], knownPort: 'COM7', now: NOON };
  expect(statusStrings(input, ENGLISH).tooltip).toMatch(/Not read yet[^]*COM7/);
});

it('a known port that was never read offers a reading', () => {
  const status = statusStrings({ state: EMPTY_PANEL, readings: [], knownPort: 'COM3', now: NOON }, ENGLISH);
  expect(status).toMatchObject({ text: '$(radio-tower) LTE', click: 'readVersion', colour: 'plain' });
  expect(status.tooltip).toContain('Not read yet');
});

describe('a version that was read', () => {
  it('is shown, with the rest in the tooltip', () => {
    const status = statusOf(EMPTY_PANEL, [READING], NOON + 3 * MINUTE_MS);
    expect(status?.text).toBe('$(radio-tower) LR5.1.1.0-39529');
    expect(status?.click).toBe('readVersion');
    for (const part of ['UE5.0.0.0d', '354347094028575', 'GPy', '1.20.2.r4', 'CAT-M1', '3 min ago'])
      expect(status?.tooltip).toContain(part);
  });

  it('offers the possible actions', () => {
    const tooltip = statusOf(EMPTY_PANEL, [READING])?.tooltip;
    for (const command of ['readVersion', 'upgrade', 'choosePort', 'showPanel'])
      expect(tooltip).toContain(`(command:lteUpgrade.${command})`);
  });

  it('can’t bring a link or formatting into the tooltip', () => {
    const odd = READING && { ...READING, modem: { ...READING.modem, ue: '[x](command:evil) **b**' } };
    expect(statusOf(EMPTY_PANEL, [odd])?.tooltip).toContain('\\[x\\]\\(command:evil\\) \\*\\*b\\*\\*');
  });

  it('may be a build alone', () => {
    const modem = { ...OLD_MODEM, lr: null, build: '41019', ue: null, family: null };
    const status = statusOf(EMPTY_PANEL, [readingOf({ ...MODEM_FINDING, modem }, NOON)]);
    expect(status).toMatchObject({ text: '$(radio-tower) build 41019', colour: 'plain' });
    expect(status?.tooltip).toContain('**build 41019**');
  });

  it('of a modem in recovery has a warning colour', () => {
    const modem = { ...OLD_MODEM, state: 0, lr: null } as const;
    const reading = readingOf({ ...MODEM_FINDING, modem }, NOON);
    expect(statusOf(EMPTY_PANEL, [reading])).toMatchObject({
      text: '$(radio-tower) modem in recovery',
      colour: 'warning',
    });
  });
});

it('a running upgrade shows its percentage and opens the panel', () => {
  expect(statusOf(sample('running'), [READING])).toMatchObject({
    text: '$(sync~spin) LTE 40 %',
    click: 'showPanel',
    colour: 'plain',
  });
});

describe('a problem', () => {
  it('is an error after the modem was written to', () => {
    expect(statusOf(sample('failed'), [READING])).toMatchObject({ colour: 'error', click: 'showPanel' });
  });

  it('is an interrupted upgrade', () => {
    expect(statusOf(sample('interrupted'), [READING])).toMatchObject({
      colour: 'warning',
      click: 'showPanel',
    });
  });

  it('is a port that could not be read, but not a refused file', () => {
    const refused = sample('refused');
    expect(statusOf(refused, [READING])?.colour).toBe('plain');
    expect(statusOf({ ...refused, port: '/dev/ttyACM0' }, [READING])?.colour).toBe('warning');
  });

  it('is not shown after a successful upgrade or an early cancel', () => {
    expect(statusOf(sample('upgraded'), [READING])?.colour).toBe('plain');
    expect(statusOf(sample('cancelled'), [READING])?.colour).toBe('plain');
  });

  it.each(['recoverable', 'unknown'] as const)(
    'is a cancelled upgrade that left the modem %s',
    (modemState) => {
      const running = sample('running');
      const event = { ...CANCELLED, modemState, after: null };
      const status = statusOf(reduce(running, { type: 'event', at: NOON, event }), [READING]);
      expect(status).toMatchObject({
        text: '$(error) LTE upgrade cancelled',
        colour: 'error',
        click: 'showPanel',
      });
      expect(status?.tooltip).toMatch(/can be recovered|Its state is unknown/);
    },
  );

  it('is a modem that could not be read after it was written to, even if the window has no error', () => {
    const reading = READING && readAgain(READING, null, NOON);
    expect(statusOf(EMPTY_PANEL, [reading])).toMatchObject({
      text: '$(radio-tower) unknown version',
      colour: 'warning',
    });
  });
});

it('a reading after an upgrade keeps the board and the IMEI', () => {
  expect(READING && readAgain(READING, { ...NEW_MODEM, imei: null }, NOON + 1)).toMatchObject({
    board: 'GPy',
    modem: { lr: 'LR5.1.1.0-41065', imei: OLD_MODEM.imei },
    readAt: NOON + 1,
  });
});

describe('several boards', () => {
  it('are counted during the upgrade, and at the end', () => {
    expect(statusOf(sample('severalStopping'))?.tooltip).toContain('7 boards');
    expect(statusOf(sample('severalWell'))).toMatchObject({
      text: '$(check) LTE: 1 of 1 upgraded',
      colour: 'plain',
      click: 'showPanel',
    });
    expect(statusOf(sample('severalOver'))).toMatchObject({ colour: 'error' });
  });

  it('are not hidden by a single board that waits for the user, which is named', () => {
    const { several } = sample('several');
    const status = statusOf({ ...inStage(sample('askedToUnplug'), 'running'), several });
    expect(status?.text).toBe(
      '$(bell) LTE: Unplug the board now: GPy …8575 (/dev/ttyACM0) · 2 other boards are waiting for you, too',
    );
    expect(status?.tooltip).toContain('Leave every other board connected');
    expect(status?.tooltip).toContain('2 other boards are waiting for you');
  });

  it('that wait for the user come first', () => {
    for (const name of ['several', 'severalBesideRunning'])
      expect(statusOf(sample(name))).toMatchObject({
        text: '$(bell) LTE: 2 boards are waiting for you',
        colour: 'warning',
      });
  });
});
