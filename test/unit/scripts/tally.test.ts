import { expect, it } from 'vitest';
import { NOTHING, sum, vitestTally, withStatus } from '../../../scripts/test/tally';

const FILE = { name: 'board.test.ts', status: 'failed', message: '' };
const test = (fullName: string, status: string, message?: string) => ({
  fullName,
  status,
  failureMessages: message === undefined ? [] : [message],
});

it('names each failed test with the first line of its error', () => {
  const assertionResults = [
    test('reads', 'passed'),
    test('writes', 'failed', 'Error: no answer\n    at board.ts:7'),
  ];
  expect(vitestTally({ testResults: [{ ...FILE, assertionResults }] }, true)).toEqual({
    passed: 1,
    failures: ['writes: Error: no answer'],
    skipped: 0,
  });
});

it('counts a file that does not load as a failure, even if no test in it failed', () => {
  const file = { ...FILE, message: 'SyntaxError: Unexpected token', assertionResults: [] };
  expect(vitestTally({ testResults: [file] }, true).failures).toEqual([
    'board.test.ts: SyntaxError: Unexpected token',
  ]);
});

it('counts a skipped test as a failure on systems that can run everything', () => {
  const testResults = [
    { ...FILE, status: 'passed', assertionResults: [test('on a pseudo-terminal', 'skipped')] },
  ];
  expect(vitestTally({ testResults }, true).failures).toEqual(['on a pseudo-terminal: it was skipped']);
  expect(vitestTally({ testResults }, false)).toEqual({ ...NOTHING, skipped: 1 });
});

it('counts a runner that exits with an error as one failure', () => {
  expect(withStatus(NOTHING, 0).failures).toEqual([]);
  expect(withStatus(NOTHING, 137).failures).toEqual(['it ended with 137']);
  expect(withStatus({ ...NOTHING, failures: ['writes'] }, 1).failures).toEqual(['writes']);
});

it('adds up two steps', () => {
  const one = { passed: 2, failures: ['a'], skipped: 1 };
  expect(sum(one, { passed: 3, failures: ['b'], skipped: 0 })).toEqual({
    passed: 5,
    failures: ['a', 'b'],
    skipped: 1,
  });
});
