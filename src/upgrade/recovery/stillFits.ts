import { phrase } from '../../base/phrase';
import type { UpgradeError } from '../../base/upgradeError';
import { upgradeErrors } from '../errors';
import type { Finding } from '../inspect/finding';
import type { JournalEntry } from '../journal/journalEntry';
import { compareBoards } from '../journal/sameBoard';
import { diagnose } from './diagnose';
import { boardFound } from './mayInstall';
import type { Repair } from './repair';

/**
 * Why a repair that was agreed to isn't the way any more, after another look; undefined where it still is. What was agreed to may be
 * hours old: meanwhile another board may have been plugged in, or an upgrade begun. Pure.
 * @param before what the repair was offered for
 * @param unfinished as they are now
 */
export function whyOutdated(
  { id, title, risk }: Repair,
  before: Finding,
  now: Finding,
  unfinished: readonly JournalEntry[],
): UpgradeError | undefined {
  const [then, here] = [boardFound(before), boardFound(now)];
  // As sure as it can be: some boards tell no number at all.
  if (compareBoards(then, here) !== compareBoards(then, then))
    return upgradeErrors.repairOutdated(title, phrase('It may be another board.'));
  const { condition } = diagnose(before, []);
  const found = diagnose(now, unfinished);
  if (found.condition !== condition) return upgradeErrors.repairOutdated(title, found.sentence);
  return found.repairs.some((repair) => repair.id === id && repair.risk === risk)
    ? undefined
    : upgradeErrors.repairOutdated(title, phrase('This step isn’t recommended there any more.'));
}
