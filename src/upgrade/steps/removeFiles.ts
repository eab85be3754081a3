import * as v from 'valibot';
import { phrase } from '../../base/phrase';
import { listOf, said } from '../../base/schema';
import { UpgradeError } from '../../base/upgradeError';
import { removeFromBoard } from '../../board/transfer/boardFiles';
import { HARMLESS, planStep, type StepKind } from './step';

export interface RemoveFiles {
  readonly kind: 'removeFiles';
  readonly paths: readonly string[];
}

export const removeFiles: StepKind<RemoveFiles, [readonly string[]]> = {
  ...HARMLESS,
  kind: 'removeFiles',
  schema: v.object({ kind: v.literal('removeFiles'), paths: listOf(said) }),
  phase: 'verify',
  side: 'board',
  standing: 'written',
  sends: () => null,
  image: () => null,
  describe: (paths) =>
    planStep('remove-files', { kind: 'removeFiles', paths }, 2, 'repeatable', [
      phrase('Delete the copied files'),
      phrase('Frees the space on the board.'),
    ]),
  async perform({ paths }, { context, board }, signal) {
    const ours = paths.filter((path) => board.copied.has(path));
    if (ours.length === 0) {
      context.skip(phrase('No files were copied, so there’s nothing to delete.'));
      return;
    }
    try {
      await removeFromBoard(board.connection.link.client, ours, signal);
    } catch (error) {
      if (!(error instanceof UpgradeError) || error.code === 'CANCELLED') throw error;
      // The modem runs its new version, whatever lies on the board.
      const reason = error.sentence;
      context.notice('warning', phrase('The copied files couldn’t be deleted: {reason}', { reason }));
    }
  },
};
