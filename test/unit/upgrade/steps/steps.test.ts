import { expect, test } from 'vitest';
import * as v from 'valibot';
import { type StepAction, stepKind, STEPS } from '../../../../src/upgrade/steps/steps';

const RUN: StepAction = { kind: 'runOnBoard', image: 0, path: '/sd/a.dup', updaterPath: null, loadFff: true };

/** An action, whether it starts the board's tool, and whether it may change the modem. */
const ROWS: readonly [StepAction, boolean, boolean][] = [
  [{ kind: 'openBoard' }, false, false],
  [{ kind: 'upload', file: 0, path: '/sd/a.dup' }, false, false],
  [{ kind: 'enterMirror', recovery: false }, false, false],
  [{ kind: 'enterMirror', recovery: true }, true, true],
  [RUN, true, true],
  [{ kind: 'wake' }, false, false],
  [{ kind: 'prepare' }, false, false],
  [{ kind: 'loadUpdater' }, false, true],
  [{ kind: 'bootUpdater' }, false, true],
  [{ kind: 'transfer', image: 0, way: 'FFF' }, false, false],
  [{ kind: 'transfer', image: 0, way: 'ON_THE_FLY' }, false, true],
  [{ kind: 'apply', image: 0, way: 'FFF' }, false, true],
  [{ kind: 'leaveUpdater' }, false, true],
  [{ kind: 'verify', image: 0 }, false, false],
  [{ kind: 'powerCycle' }, false, false],
  [{ kind: 'verifyOnBoard', image: 0 }, false, false],
  [{ kind: 'removeFiles', paths: ['/sd/a.dup'] }, false, false],
  [{ kind: 'resetBoard' }, false, false],
];

test.each(ROWS)('%j: the tool %s, changes %s', (action, byTool, changes) => {
  const kind = stepKind(action);
  expect(kind.startsTool(action)).toBe(byTool);
  expect(kind.changesModem(action)).toBe(changes);
  expect(kind.writesToModem(action)).toBe(changes || action.kind === 'transfer');
});

test('every kind of step is in the table above', () => {
  expect(new Set(ROWS.map(([{ kind }]) => kind))).toEqual(new Set(Object.keys(STEPS)));
});

test.each(ROWS)('%j is read back unchanged from a record', (action) => {
  expect(STEPS[action.kind].kind).toBe(action.kind);
  expect(v.parse(stepKind(action).schema, JSON.parse(JSON.stringify(action)))).toEqual(action);
});

test('a step that sends an image or starts the tool also counts as writing to the modem', () => {
  for (const [action] of ROWS) {
    const kind = stepKind(action);
    if (kind.givesImage || kind.startsTool(action)) expect(kind.writesToModem(action)).toBe(true);
  }
});
