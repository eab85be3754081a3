import { expect, test } from 'vitest';
import { phrase, render } from '../../../../src/base/phrase';
import { transportErrors } from '../../../../src/transport/errors';
import {
  failed,
  notRun,
  proven,
  type RehearsalRequest,
  verdictOf,
} from '../../../../src/upgrade/rehearsal/rehearsal';
import { rehearsalReport } from '../../../../src/upgrade/rehearsal/rehearsalReport';
import { sharedReport, sharedReportMarkdown } from '../../../../src/upgrade/rehearsal/sharedReport';
import { BOARD_FINDING } from '../../ui/samples';

const OK = proven(phrase('It works.'));
const OPEN = notRun(phrase('It was not tried.'), phrase('Try it.'));
const BAD = failed(phrase('It does not work at /dev/ttyUSB7.'), phrase('Mend it.'));
const REQUEST: RehearsalRequest = {
  finding: { ...BOARD_FINDING, port: '/dev/ttyUSB7' },
  method: 'uart',
  answer: null,
  firmware: { images: [], updater: null },
};
const named = (id: string, result: typeof OK) => ({
  id,
  title: { template: id, args: {} },
  seconds: 1,
  ...result,
});

test('a failed check makes a board not ready, and a skipped check is an exception', () => {
  expect(verdictOf([OK, OK])).toBe('ready');
  expect(verdictOf([OK, OPEN])).toBe('readyExcept');
  expect(verdictOf([OPEN, BAD, OK])).toBe('notReady');
});

test('the transfer is never proven, and the remaining tasks are in order', () => {
  const left = phrase('A file is left.');
  const report = rehearsalReport(REQUEST, {
    checks: [named('one', OK), named('two', BAD), named('three', OPEN)],
    leftBehind: [left],
    broken: undefined,
    seconds: 3,
  });
  expect(report.unproven.map((each) => render(each))).toEqual([expect.stringContaining('transfer itself')]);
  expect(report.next.map((each) => render(each))).toEqual(['Mend it.', 'Try it.', 'A file is left.']);
});

test('an interrupted rehearsal is not ready, whatever it has proven', () => {
  const broken = transportErrors.unplugged('/dev/ttyUSB7');
  const report = rehearsalReport(REQUEST, { checks: [named('one', OK)], leftBehind: [], broken, seconds: 1 });
  expect(report).toMatchObject({ verdict: 'notReady', error: { code: 'PORT_UNPLUGGED' } });
});

test('the shareable report has no IMEI, port or path', () => {
  const report = rehearsalReport(REQUEST, {
    checks: [
      named('mirror-mode', {
        ...BAD,
        figures: [{ id: 'echoes', label: phrase('x'), value: 200, unit: 'count' }],
      }),
    ],
    leftBehind: [],
    broken: transportErrors.unplugged('/dev/ttyUSB7'),
    seconds: 1,
  });
  const markdown = sharedReportMarkdown(sharedReport(report));
  const { imei } = BOARD_FINDING.modem;
  expect(imei).not.toBeNull();
  for (const secret of [imei ?? '', '/dev/ttyUSB7', 'ttyUSB7']) expect(markdown).not.toContain(secret);
  expect(markdown).toContain('| mirror-mode | failed (1 s), echoes 200 |');
  expect(markdown).toContain('"error": "PORT_UNPLUGGED"');
});
