import { describe, expect, test } from 'vitest';
import { UNREAD_MODEM } from '../../../../src/modem/modemReading';
import type { Fact, Facts } from '../../../../src/upgrade/facts/fact';
import { FactList, factsFound } from '../../../../src/upgrade/facts/factList';
import * as follows from '../../../../src/upgrade/facts/whatFollows';
import { BOARD_FINDING } from '../../ui/samples';
import { mirrored } from '../recovery/mirroredModem';

const reading = (build: string) => ({ ...UNREAD_MODEM, state: 2, build }) as const;
const read = (build: string): Fact => ({ kind: 'modemRead', reading: reading(build) });
const ENTERED: Fact = { kind: 'mirrorEntered' };
const LEFT: Fact = { kind: 'mirrorLeft' };
const DOUBTED: Fact = { kind: 'readingDoubted' };
const BOOTED: Fact = { kind: 'updaterBooted' };
const LOADED: Fact = { kind: 'updaterLoaded' };
const STARTED: Fact = { kind: 'firmwareStarted' };
const BEGAN: Fact = { kind: 'fileBegan' };
const OVER_OLD: Fact = { kind: 'sessionOpened', overwrites: true };
const BESIDE_OLD: Fact = { kind: 'sessionOpened', overwrites: false };
const SENT: Fact = { kind: 'fileSent', doubtful: false };
const DOUBTFUL: Fact = { kind: 'fileSent', doubtful: true };
const APPLY: Fact = { kind: 'applySent' };
const TOOL_WRITES: Fact = { kind: 'toolStarted', writes: true };
const TOOL_ASKS: Fact = { kind: 'toolStarted', writes: false };
const TOOL_UNSEEN: Fact = { kind: 'toolUnseen' };
const TOOL_ENDED: Fact = { kind: 'toolEnded' };
const INSTALLS: Fact = { kind: 'installBegan' };
const INSTALLED: Fact = { kind: 'installOver' };
const FIRST_IN: Fact = { kind: 'versionVerified', isLast: false };
const LAST_IN: Fact = { kind: 'versionVerified', isLast: true };

type Row = readonly [what: string, facts: Facts, expected: unknown];

const announced = (step: number, does: { writes?: boolean; startsTool?: boolean } = {}): Fact => ({
  kind: 'stepAnnounced',
  step,
  at: 1000 + step,
  writes: false,
  startsTool: false,
  ...does,
});
const FAILED: Fact = { kind: 'ended', at: 9, outcome: 'failed', modemState: 'unknown' };

/** The answers, row by row. The first row of each question has no facts. */
const TABLE: { readonly [K in keyof typeof follows]: readonly Row[] } = {
  currentStep: [
    ['the first, before any was announced', [], 0],
    ['the last that was announced', [announced(0), announced(3)], 3],
    ['also before it began', [announced(0), { kind: 'stepBegan', step: 0 }, announced(1)], 1],
  ],
  currentSince: [
    ['no time at first', [], null],
    ['when it was announced', [announced(0), announced(3)], 1003],
  ],
  endOf: [
    ['none while it runs, or was cut off', [announced(0)], null],
    ['the one that was told', [announced(0), FAILED], { at: 9, outcome: 'failed', modemState: 'unknown' }],
  ],
  succeededSince: [
    ['none at first', [FAILED], null],
    [
      'when another succeeded last',
      [FAILED, { kind: 'otherSucceeded', at: 10 }, { kind: 'otherSucceeded', at: 11 }],
      11,
    ],
  ],
  mayHaveChanged: [
    ['not at first', [], false],
    ['not by a step that writes nothing', [announced(0)], false],
    ['once a step that writes is announced', [announced(0, { writes: true })], true],
    ['also behind it', [announced(0, { writes: true }), announced(1)], true],
    ['by what was done, whatever was announced', [announced(0), APPLY], true],
  ],
  mayToolBeAtWork: [
    ['not at first', [], false],
    ['once a step that starts it is announced', [announced(0, { startsTool: true })], true],
    ['once it was started', [announced(0), TOOL_ASKS], true],
    ['not once it was seen to end', [announced(0, { startsTool: true }), TOOL_WRITES, TOOL_ENDED], false],
    [
      'not in the next step',
      [announced(0, { startsTool: true }), TOOL_WRITES, TOOL_ENDED, announced(1)],
      false,
    ],
    [
      'not where the run told its end, and never started it',
      [announced(0, { startsTool: true }), FAILED],
      false,
    ],
    [
      'still where the run told its end, and did not see its end',
      [announced(0, { startsTool: true }), TOOL_WRITES, FAILED],
      true,
    ],
    [
      'not once somebody saw it end later',
      [announced(0, { startsTool: true }), TOOL_WRITES, FAILED, TOOL_ENDED],
      false,
    ],
    [
      'nor where it was only announced by one that was cut off',
      [announced(0, { startsTool: true }), TOOL_ENDED],
      false,
    ],
  ],
  stepUnderWay: [
    ['before the first step there is none', [], undefined],
    [
      'it is the last that began',
      [
        { kind: 'stepBegan', step: 0 },
        { kind: 'stepBegan', step: 1 },
      ],
      1,
    ],
    [
      'an ended step stays it until the next',
      [
        { kind: 'stepBegan', step: 0 },
        { kind: 'stepEnded', step: 0 },
      ],
      0,
    ],
  ],
  stepsDone: [
    ['none at first', [], 0],
    ['a step that only began is none', [{ kind: 'stepBegan', step: 0 }], 0],
    [
      'one that ended is',
      [
        { kind: 'stepBegan', step: 0 },
        { kind: 'stepEnded', step: 0 },
      ],
      1,
    ],
  ],
  isMirroring: [
    ['not at first', [], false],
    ['once it was entered', [ENTERED], true],
    ['not once it was left', [ENTERED, LEFT], false],
    ['entered again', [ENTERED, LEFT, ENTERED], true],
  ],
  hasBoardRestarted: [
    ['not at first', [], false],
    ['once it did', [{ kind: 'boardRestarted' }, LEFT], true],
  ],
  modemNumber: [
    ['none at first', [], null],
    ['the one that was told', [{ kind: 'modemNamed', imei: '35' }], '35'],
  ],
  boardNumber: [
    ['none at first', [], null],
    ['the one that was told', [{ kind: 'boardNamed', uniqueId: 'ab' }], 'ab'],
  ],
  lastReading: [
    ['none at first', [], null],
    ['the last', [read('1'), read('2')], reading('2')],
    ['none once it is doubted', [read('1'), DOUBTED], null],
    ['none once the modem left its program', [read('1'), BOOTED], null],
    ['none once an updater was loaded', [read('1'), LOADED], null],
    ['none once its firmware is overwritten', [read('1'), OVER_OLD], null],
    ['the same while a file only lies beside the firmware', [read('1'), BESIDE_OLD], reading('1')],
    ['none once it is to be applied', [read('1'), BESIDE_OLD, APPLY], null],
    ['none once the board’s tool may write', [read('1'), TOOL_WRITES], null],
    ['the same while the tool only asks', [read('1'), TOOL_ASKS], reading('1')],
    ['a newer one counts again', [read('1'), APPLY, read('2')], reading('2')],
  ],
  isVerified: [
    ['not at first', [], false],
    ['not by the first of several images', [FIRST_IN], false],
    ['by the last', [FIRST_IN, LAST_IN], true],
    ['not by a reading alone', [read('1')], false],
    ['not once it is doubted', [LAST_IN, DOUBTED], false],
    ['a reading does not undo it', [LAST_IN, read('1')], true],
    ['not once the modem is written to again', [LAST_IN, OVER_OLD], false],
  ],
  hasImage: [
    ['not at first', [], false],
    ['by any image that was verified', [FIRST_IN], true],
    ['whatever comes after', [FIRST_IN, DOUBTED, BOOTED], true],
  ],
  isWritten: [
    ['not at first', [], false],
    ['not by booting its updater', [BOOTED, LOADED], false],
    ['not by a file that lies beside its firmware', [BESIDE_OLD, SENT], false],
    ['by a file that overwrites its firmware', [OVER_OLD], true],
    ['by being told to apply one', [BESIDE_OLD, SENT, APPLY], true],
    ['by a tool that may write', [TOOL_WRITES], true],
    ['not by a tool that only asks', [TOOL_ASKS], false],
    ['for ever', [APPLY, STARTED, LAST_IN], true],
  ],
  isOverwritten: [
    ['not at first', [], false],
    ['not by a file beside it', [BESIDE_OLD, APPLY], false],
    ['by one over it', [OVER_OLD], true],
  ],
  hasLeftProgram: [
    ['not at first', [], false],
    ['once its updater is booted', [BOOTED], true],
    ['once one is loaded', [LOADED], true],
    ['not once its firmware runs again', [BOOTED, LOADED, STARTED], false],
  ],
  isUpdaterLoaded: [
    ['not at first', [], false],
    ['not by booting one', [BOOTED], false],
    ['once it is', [LOADED], true],
  ],
  resultBefore: [
    ['nothing at first', [], { kind: 'silent', text: '' }],
    [
      'the last that was heard',
      [
        { kind: 'resultHeard', result: { kind: 'none', text: '' } },
        { kind: 'resultHeard', result: { kind: 'success', text: 'ok' } },
      ],
      { kind: 'success', text: 'ok' },
    ],
  ],
  isInTransfer: [
    ['not at first', [], false],
    ['from the beginning of a file', [BEGAN], true],
    ['also with its session', [BEGAN, OVER_OLD], true],
    ['to its end', [BEGAN, OVER_OLD, SENT], false],
    ['again with the next', [BEGAN, SENT, BEGAN], true],
  ],
  mayHaveTakenBlockTwice: [
    ['not at first', [], false],
    ['where the file was doubtful', [DOUBTFUL], true],
    ['not where it was sent again', [DOUBTFUL, SENT], false],
  ],
  isToolAtWork: [
    ['not at first', [], false],
    ['not by being announced', [announced(0, { startsTool: true })], false],
    ['once it was started', [TOOL_ASKS], true],
    ['not once it was seen to end', [TOOL_WRITES, TOOL_ENDED], false],
    ['once it is out of sight', [TOOL_WRITES, TOOL_ENDED, TOOL_UNSEEN], true],
    ['not once its prompt came', [TOOL_UNSEEN, TOOL_ENDED], false],
  ],
  hasToolBegunTransfer: [
    ['not at first', [], false],
    ['not by being started', [TOOL_WRITES], false],
    ['once it has', [TOOL_WRITES, { kind: 'toolOpenedSession' }, TOOL_ENDED], true],
  ],
  isInstalling: [
    ['not at first', [], false],
    ['from its beginning', [INSTALLS], true],
    ['though the tool ended', [INSTALLS, TOOL_ENDED], true],
    ['to its end', [INSTALLS, INSTALLED], false],
  ],
  isInstallOver: [
    ['not at first', [], false],
    ['not from its beginning', [INSTALLS], false],
    ['at its end', [announced(1), INSTALLS, INSTALLED], true],
    ['not in the next step', [INSTALLS, INSTALLED, announced(2)], false],
  ],
};

for (const [question, rows] of Object.entries(TABLE)) {
  describe(question, () => {
    test.each(rows)('%s', (_, facts, expected) => {
      expect(follows[question as keyof typeof follows](facts)).toEqual(expected);
    });
  });
}

test('unrelated facts change no answer', () => {
  const unrelated: Facts = [
    { kind: 'stepBegan', step: 0 },
    { kind: 'stepEnded', step: 0 },
  ];
  for (const [question, rows] of Object.entries(TABLE).filter(([name]) => !name.startsWith('step')))
    for (const [, facts, expected] of rows)
      expect(follows[question as keyof typeof follows]([...unrelated, ...facts, ...unrelated])).toEqual(
        expected,
      );
});

describe('the list of facts', () => {
  test('begins with the finding: a modem in MIRROR mode or a board, and its number', () => {
    expect(factsFound(mirrored({ imei: '35' })).all).toEqual([ENTERED, { kind: 'modemNamed', imei: '35' }]);
    const board = { ...BOARD_FINDING, modem: { ...BOARD_FINDING.modem, imei: null } };
    const { uniqueId } = board.board;
    expect(factsFound(board).all).toEqual(uniqueId === null ? [] : [{ kind: 'boardNamed', uniqueId }]);
  });

  test('keeps the first number that was reported', () => {
    const facts = new FactList();
    facts.noteNumbers({ imei: null, uniqueId: 'ab' });
    facts.noteNumbers({ imei: '35', uniqueId: 'cd' });
    facts.noteNumbers({ imei: '36' });
    expect([follows.modemNumber(facts.all), follows.boardNumber(facts.all)]).toEqual(['35', 'ab']);
  });

  test('adds only changes when the tool repeats itself in each line', () => {
    const facts = new FactList();
    for (const may of [false, true, true, false, false]) facts.noteInstalling(may);
    expect(facts.all).toEqual([INSTALLS, INSTALLED]);
  });

  test('never changes a list that somebody else holds', () => {
    const before = new FactList([BEGAN]);
    const after = new FactList(before.all);
    after.append(SENT);
    expect(before.all).toEqual([BEGAN]);
    expect(after.all).toEqual([BEGAN, SENT]);
  });
});
