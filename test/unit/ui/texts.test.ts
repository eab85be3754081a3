import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../src/base/errorCodes';
import { phrase } from '../../../src/base/phrase';
import { UpgradeError } from '../../../src/base/upgradeError';
import { durationText } from '../../../src/base/duration';
import { aboutText, ageText, bytesText } from '../../../src/ui/quantities';
import { reportMarkdown } from '../../../src/ui/reports/reportMarkdown';
import { speechIn } from '../../../src/ui/speech';
import { errorNotice, reportNotice } from '../../../src/ui/texts/notices';
import { portChoices } from '../../../src/ui/texts/portChoices';
import { readingOf } from '../../../src/ui/reading';
import { progressText } from '../../../src/ui/texts/progressText';
import { momentOf, SAMPLE_STATES } from '../../webview/sampleStates';
import { PORT } from './fakeService';
import { ENGLISH } from './flowRig';
import { BOARD_FINDING, CANCELLED, FAILED, NOON, OLD_MODEM, UPGRADED } from './samples';

describe('quantities', () => {
  it.each([
    [0, '1 s'],
    [59.6, '1 min'],
    [42, '42 s'],
    [125, '2 min 5 s'],
    [180, '3 min'],
    [3600, '1 h'],
    [3900, '1 h 5 min'],
    [7199, '2 h'],
  ])('%d s are %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });

  it.each([
    [5, 'about 5 s'],
    [52, 'about 55 s'],
    [110, 'about 2 min'],
    [192, 'about 4 min'],
  ])('an estimate of %d s is %s', (seconds, text) => {
    expect(aboutText(ENGLISH, seconds)).toBe(text);
  });

  it('use the number format of the language', () => {
    expect(bytesText(ENGLISH, 5_996_938)).toBe('6.0 MB');
    expect(bytesText(speechIn('de'), 5_996_938)).toBe('6,0 MB');
    expect(bytesText(ENGLISH, 127)).toBe('127 B');
  });

  it.each([
    [5, 'just now'],
    [200, '3 min ago'],
    [7300, '2 h ago'],
    [200_000, '2 d ago'],
  ])('%d s ago is %s', (seconds, text) => {
    expect(ageText(ENGLISH, seconds)).toBe(text);
  });
});

describe('notifications', () => {
  it.each(ERROR_CODES)('%s says what happened and what to do, with a button', (code) => {
    const error = new UpgradeError({ code, sentence: phrase('It broke.'), remedy: phrase('Mend it.') });
    const notice = errorNotice(ENGLISH, error);
    expect(notice.text).toBe('It broke. Mend it.');
    expect(notice.buttons.length).toBeGreaterThan(0);
  });

  it('give an outcome its severity', () => {
    expect(reportNotice(ENGLISH, UPGRADED)).toMatchObject({
      level: 'info',
      text: 'The LTE modem was upgraded: LR5.1.1.0-39529 → LR5.1.1.0-41065 (CAT-M1).',
    });
    expect(reportNotice(ENGLISH, FAILED).level).toBe('error');
    expect(reportNotice(ENGLISH, CANCELLED)).toMatchObject({
      level: 'warning',
      text: 'The upgrade was cancelled. Modem firmware unchanged.',
    });
  });
});

describe('the port picker', () => {
  const other = {
    ...PORT,
    path: '/dev/ttyUSB0',
    shield: null,
    manufacturer: null,
    serialNumber: null,
    vendorId: null,
  };

  const atHand = {
    ports: [PORT, other],
    readings: [],
    lastPort: null,
    typed: [],
    hidden: [],
    nameOf: () => null,
  };

  it('shows the details of each port, boards first', () => {
    const reading = readingOf(BOARD_FINDING, NOON);
    const choices = portChoices(
      { ...atHand, readings: reading ? [reading] : [], lastPort: other.path },
      ENGLISH,
      NOON + 120_000,
    );
    expect(choices).toMatchObject([
      {
        port: '/dev/ttyACM0',
        kind: 'board',
        label: 'Pytrack',
        description: '/dev/ttyACM0',
        detail: 'GPy, LR5.1.1.0-39529, read 2 min ago · USB 04D8:F013 · serial number Py1a2b3c',
      },
      {
        port: '/dev/ttyUSB0',
        kind: 'other',
        label: 'Serial port',
        description: '/dev/ttyUSB0, used last',
        detail: 'no Pycom board is known here',
      },
    ]);
  });

  it('keeps typed ports, and knows which ports the user hid, but never hides a board', () => {
    const choices = portChoices(
      { ...atHand, typed: ['telnet://192.168.4.1', PORT.path], hidden: [PORT.path, other.path] },
      ENGLISH,
      NOON,
    );
    expect(choices.map(({ port, kind, typed, hidden }) => [port, kind, typed, hidden])).toEqual([
      ['/dev/ttyACM0', 'board', false, false],
      ['telnet://192.168.4.1', 'typed', true, false],
      ['/dev/ttyUSB0', 'other', false, true],
    ]);
  });
});

describe('the progress notification', () => {
  const lineOf = (name: string, later = 0): string | undefined => {
    const state = SAMPLE_STATES[name];
    return state && progressText(state, ENGLISH, momentOf(state) + later);
  };

  it('shows phase, percentage, rate and remaining time', () => {
    expect(lineOf('running')).toMatch(/^Send CATM1-41065\.dup · 40 % · \d+\.\d kB\/s · .+ left$/);
  });

  it('says in words when silence is normal', () => {
    expect(lineOf('waiting')).toMatch(/no output until \d\d:\d\d is normal/);
  });

  it('counts down during silence, and promises no end that has passed', () => {
    expect(lineOf('running')).toMatch(/1 min 39 s left$/);
    expect(lineOf('running', 60_000)).toMatch(/39 s left$/);
    const late = lineOf('waiting', 600_000);
    expect(late).toMatch(/expected by \d\d:\d\d, still waiting$/);
    expect(late).not.toMatch(/normal|left/);
  });
});

describe('the report to copy', () => {
  const who = {
    extensionVersion: '0.1.0',
    editor: 'VS Code 1.100.3',
    platform: 'linux x64',
    withImei: false,
  };
  const markdownOf = (name: string): string => {
    const state = SAMPLE_STATES[name];
    return (state && reportMarkdown(state, who, ENGLISH)) ?? '';
  };

  it('has versions, file with its hash, plan, figures and error', () => {
    const text = markdownOf('failed');
    for (const part of [
      '| Before | LR5.1.1.0-39529 |',
      '| Error | PORT_UNPLUGGED: ',
      'SHA-256 `9f86d081',
      '3. Send CATM1-41065.dup',
      '| Editor | VS Code 1.100.3 |',
      'The updater runs: session of 8192 bytes.',
    ])
      expect(text).toContain(part);
  });

  it('never has the IMEI, not even in its log', () => {
    const state = SAMPLE_STATES['upgraded'];
    if (state === undefined) throw new Error('no such sample');
    const line = {
      at: NOON,
      level: 'info',
      text: phrase('IMEI {imei}', { imei: OLD_MODEM.imei ?? '' }),
    } as const;
    const text = reportMarkdown({ ...state, log: { ...state.log, lines: [line] } }, who, ENGLISH);
    expect(text).toContain('IMEI [IMEI]');
    expect(text).not.toContain(OLD_MODEM.imei);
  });

  it('has its figures in one table without empty lines', () => {
    expect(markdownOf('upgraded')).toMatch(
      /upgrade\n\n\| \| \|\n\| --- \| --- \|\n(?:\| .+ \| .+ \|\n){10,}\n/,
    );
  });

  it('does not exist before an upgrade', () => {
    expect(markdownOf('ready')).toBe('');
  });
});
