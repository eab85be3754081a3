import { expect, test } from 'vitest';
import { mayChangeModem, startsTool, writesToModem } from '../../../../src/upgrade/plan/mayChangeModem';
import type { StepAction } from '../../../../src/upgrade/plan/plan';

const RUN: StepAction = { kind: 'runOnBoard', image: 0, path: '/sd/a.dup', updaterPath: null, loadFff: true };

test.each<[StepAction, boolean, boolean]>([
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
])('%j', (action, byTool, changes) => {
  expect(startsTool(action)).toBe(byTool);
  expect(mayChangeModem(action)).toBe(changes);
  expect(writesToModem(action)).toBe(changes || action.kind === 'transfer');
});
