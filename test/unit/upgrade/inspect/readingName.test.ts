import { expect, test } from 'vitest';
import { render } from '../../../../src/base/phrase';
import { type ModemReading, UNREAD_MODEM } from '../../../../src/modem/modemReading';
import { firmwareOf, nameOf, stateText } from '../../../../src/upgrade/inspect/readingName';

const LR = { lr: 'LR5.1.1.0-41065', build: '41065' };

test.each<[string, Partial<ModemReading>, string | null, string, RegExp]>([
  ['a running modem', { state: 2, ...LR }, 'LR5.1.1.0-41065', 'LR5.1.1.0-41065', /^application/],
  [
    'a modem that only reports its build',
    { state: 2, build: '41065' },
    'build 41065',
    'build 41065',
    /^application/,
  ],
  [
    'a modem that reports its build without its state',
    { build: '41065' },
    'build 41065',
    'build 41065',
    /^not detected/,
  ],
  ['a running modem without a version', { state: 2 }, null, 'application state', /^application/],
  ['a modem without an answer', {}, null, 'no answer', /^not detected/],
  ['a modem in recovery', { state: 0 }, null, 'recovery state', /^recovery: no working firmware/],
  [
    'a modem in recovery that reports a build',
    { state: 0, build: '41065' },
    null,
    'recovery state',
    /^recovery/,
  ],
  ['a modem in mTools', { state: 1 }, null, 'mTools state', /^mTools/],
  ['a modem in its updater', { state: 4 }, null, 'updater state', /^updater: an upgrade was started/],
  [
    'a modem that is installing an image',
    { state: 4, applying: true, ...LR },
    'LR5.1.1.0-41065',
    'installing an image',
    /^updater: installing an image, leave the power on/,
  ],
])('%s', (_, told, firmware, name, state) => {
  const reading = { ...UNREAD_MODEM, ...told };
  const runs = firmwareOf(reading);
  expect(runs === null ? null : render(runs)).toBe(firmware);
  expect(render(nameOf(reading))).toBe(name);
  expect(render(stateText(reading))).toMatch(state);
});
