import { describe, expect, test } from 'vitest';
import { errors } from '../../../../src/base/errors';
import { phrase, render } from '../../../../src/base/phrase';
import { boardErrors } from '../../../../src/board/errors';
import { modemErrors } from '../../../../src/modem/errors';
import { upgradeErrors } from '../../../../src/upgrade/errors';
import type { JournalEntry } from '../../../../src/upgrade/journal/journalEntry';
import { advised, IF_REFUSED } from '../../../../src/upgrade/recovery/advice';
import { sampleEntry } from '../journal/sampleEntry';
import { BY_CARD, BY_UART, PAIR, SECOND_ALONE } from './pairEntries';

describe('the remedy of a failure', () => {
  const begun = (current: number): ReturnType<typeof sampleEntry> =>
    sampleEntry({ images: PAIR, steps: BY_UART, current });
  /** The same record, with the board still in MIRROR mode. */
  const mirroring = (entry: JournalEntry): JournalEntry => ({
    ...entry,
    facts: [{ kind: 'mirrorEntered' }, ...entry.facts],
  });
  const words = (...asked: Parameters<typeof advised>): string => render(advised(...asked).remedy);

  test('that would cut the power between the two steps is replaced by one that leaves it on', () => {
    const failure = upgradeErrors.wrongVersionAfter('39529', 'nothing');
    expect(words(failure, mirroring(begun(4)))).toMatch(/^Leave the power on/);
    expect(words(failure, mirroring(begun(1)))).toBe(render(failure.remedy));
    expect(advised(failure, mirroring(begun(4)))).toMatchObject({ code: failure.code, cause: failure });
  });

  test('of a second half alone leaves the power on until everything else was tried', () => {
    const alone = sampleEntry({
      images: PAIR.slice(1),
      steps: SECOND_ALONE,
      current: 0,
      mayHaveChanged: false,
    });
    expect(words(errors.cancelled(), mirroring(alone))).toMatch(
      /^Start it again.*Leave the power on.*continue with CATM1-5\.2-48829-2\.dup.*Only if it hasn’t answered by then: Unplug/,
    );
    expect(words(errors.cancelled(), mirroring(alone))).not.toContain('MIRROR');
  });

  test('of another kind is kept, and followed by that advice', () => {
    expect(words(errors.cancelled(), mirroring(begun(4)))).toMatch(/^Start it again.*Leave the power on/);
  });

  describe('after a restart of the board', () => {
    const brownOut = boardErrors.restarted('brownOut');
    const cable = render(brownOut.remedy);

    test.each([
      ['while the modem receives a file cuts its power first', 1, /^The modem has part of the file.*Unplug/],
      [
        'while the modem installs leaves its power on first',
        2,
        /^Leave the power on.*Only if it hasn’t answered by then: Unplug/,
      ],
    ])('%s, and then names what to fix', (_, current, expected) => {
      const single = sampleEntry({
        images: PAIR.slice(0, 1),
        steps: BY_UART.slice(0, 5),
        current,
        mayHaveChanged: true,
      });
      const told = words(brownOut, single);
      expect(told).toMatch(expected);
      expect(told.indexOf(cable)).toBeGreaterThan(told.indexOf('Unplug'));
    });

    test('between the two steps does not mention replacing a cable', () => {
      expect(words(brownOut, begun(4))).toMatch(/^Leave the power on/);
      expect(words(brownOut, begun(4))).not.toContain(cable);
    });

    test('before anything was started is unchanged', () => {
      const early = sampleEntry({ images: PAIR, steps: BY_CARD, current: 0, mayHaveChanged: false });
      expect(words(brownOut, early)).toBe(cable);
    });
  });

  test.each([
    ['names the repair of a modem that is left in its updater', false],
    ['names no repair while the tool may still be running', true],
  ])('of the board’s tool %s', (_, toolAtWork) => {
    const entry = sampleEntry({
      steps: BY_CARD.slice(0, 5),
      current: 3,
      updater: { name: 'updater.elf', size: 1, sha256: '' },
      toolAtWork,
    });
    const told = words(boardErrors.toolSilent(phrase('The tool'), 1), entry);
    expect(told.includes(render(IF_REFUSED))).toBe(!toolAtWork);
  });

  test('that does not end MIRROR mode is followed by the one that does', () => {
    expect(words(errors.cancelled(), mirroring(begun(0)))).toMatch(
      /^Start it again.*MIRROR mode doesn’t end on its own/,
    );
    expect(words(errors.cancelled(), begun(0))).not.toContain('MIRROR');
    expect(words(modemErrors.silent(1), mirroring(begun(0)))).not.toContain('MIRROR');
  });
});
