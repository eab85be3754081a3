import { type Phrase, phrase } from '../base/phrase';
import { errorMessage } from '../base/thrown';
import { UpgradeError } from '../base/upgradeError';
import type { CardQuestion } from '../upgrade';

export const cliErrors = {
  startedBySudo: (): UpgradeError =>
    new UpgradeError({
      code: 'STARTED_BY_SUDO',
      category: 'refusal',
      sentence: phrase(
        'Nothing was done, because the command was started with sudo. VS Code couldn’t read the log of an upgrade that belongs to root, and might interrupt it.',
      ),
      remedy: phrase(
        'Run the command without sudo. If you lack permission for the port on Linux, run "sudo usermod -aG dialout $USER" once, then log out and back in. On Arch Linux, the group is "uucp".',
      ),
    }),
  /** @param problem in the words of whatever read the command line */
  usage: (problem: string): UpgradeError =>
    new UpgradeError({
      code: 'USAGE_INVALID',
      category: 'badInput',
      sentence: phrase('Can’t understand this command line: {problem}.', { problem }),
      remedy: phrase('Run `lte-upgrade --help` to see all commands and options.'),
    }),
  transcriptUnwritable: (file: string, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'TRANSCRIPT_UNWRITABLE',
      category: 'badInput',
      sentence: phrase('Can’t write the transcript {file}: {reason}.', {
        file,
        reason: errorMessage(cause),
      }),
      remedy: phrase('Choose a new file, in a folder that you have permission to write to.'),
      cause,
    }),
  reportUnwritable: (file: string, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'REPORT_UNWRITABLE',
      category: 'badInput',
      sentence: phrase('Can’t write the report {file}: {reason}.', {
        file,
        reason: errorMessage(cause),
      }),
      remedy: phrase('Choose a new file, in a folder that you have permission to write to.'),
      cause,
    }),
  notStarted: (): UpgradeError =>
    unconfirmed(
      phrase('The upgrade wasn’t started, because you didn’t confirm it.'),
      phrase('Answer y when you’re asked, or pass --yes or --accept start.'),
    ),
  rehearsalNotStarted: (): UpgradeError =>
    unconfirmed(
      phrase('The rehearsal wasn’t started, because you didn’t confirm it.'),
      phrase('Answer y when you’re asked, or pass --yes.'),
    ),
  /** @param rule its name, as `--accept` takes it */
  warningNotConfirmed: (rule: string): UpgradeError =>
    unconfirmed(
      phrase('The upgrade wasn’t started, because you didn’t confirm the warning {rule}.', { rule }),
      phrase('Answer y when you’re asked, or pass --accept {rule}. Or choose another file.', { rule }),
    ),
  /** @param rules names of dangerous warnings, which no general yes covers */
  dangerNotConfirmed: (rules: readonly string[]): UpgradeError =>
    unconfirmed(
      phrase(
        'The upgrade wasn’t started, because you didn’t confirm a dangerous warning by its name: {rules}.',
        {
          rules: rules.join(', '),
        },
      ),
      phrase(
        '--yes doesn’t confirm it. If you accept the danger, type the name when you’re asked, or pass {accept}. Otherwise, choose another file.',
        {
          accept: rules.map((rule) => `--accept ${rule}`).join(' '),
        },
      ),
    ),
  repairNotConfirmed: (id: string): UpgradeError =>
    unconfirmed(
      phrase('The recovery step {id} wasn’t run, because you didn’t confirm it.', { id }),
      phrase('Type its name when you’re asked, or pass --yes.'),
    ),
  cardNotConfirmed: ({ id, sentence, consequence }: CardQuestion): UpgradeError =>
    unconfirmed(
      phrase('Nothing was copied. {sentence} {consequence}', { sentence, consequence }),
      phrase('Choose another folder, answer y when you’re asked, or pass --accept {id}.', { id }),
    ),
  cardNotFormatted: (word: string): UpgradeError =>
    unconfirmed(
      phrase('The card wasn’t formatted.'),
      phrase('If everything on the card can be deleted, type the word “{word}” when you’re asked.', { word }),
    ),
};

function unconfirmed(sentence: Phrase, remedy: Phrase): UpgradeError {
  return new UpgradeError({ code: 'CONFIRMATION_MISSING', category: 'refusal', sentence, remedy });
}
