import { type Phrase, phrase } from '../base/phrase';
import { errorMessage } from '../base/thrown';
import { UpgradeError } from '../base/upgradeError';
import type { CardQuestion } from '../upgrade';

export const cliErrors = {
  /** @param problem in the words of whatever read the command line */
  usage: (problem: string): UpgradeError =>
    new UpgradeError({
      code: 'USAGE_INVALID',
      category: 'badInput',
      sentence: phrase('The command line was not understood: {problem}.', { problem }),
      remedy: phrase('`lte-upgrade --help` says how it is used.'),
    }),
  transcriptUnwritable: (file: string, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'TRANSCRIPT_UNWRITABLE',
      category: 'badInput',
      sentence: phrase('The transcript {file} cannot be written: {reason}.', {
        file,
        reason: errorMessage(cause),
      }),
      remedy: phrase('Name a new file, in a folder that you may write to.'),
      cause,
    }),
  reportUnwritable: (file: string, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'REPORT_UNWRITABLE',
      category: 'badInput',
      sentence: phrase('The report {file} cannot be written: {reason}.', {
        file,
        reason: errorMessage(cause),
      }),
      remedy: phrase('Name a new file, in a folder that you may write to.'),
      cause,
    }),
  notStarted: (): UpgradeError =>
    unconfirmed(
      phrase('Not started: nobody confirmed it.'),
      phrase('Answer y when you are asked, or give --yes or --accept start.'),
    ),
  /** @param rule its name, as `--accept` takes it */
  warningNotConfirmed: (rule: string): UpgradeError =>
    unconfirmed(
      phrase('Not started: the warning {rule} was not confirmed.', { rule }),
      phrase('Answer y when you are asked, or give --accept {rule}; or choose another file.', { rule }),
    ),
  /** @param rules names of dangerous warnings, which no general yes covers */
  dangerNotConfirmed: (rules: readonly string[]): UpgradeError =>
    unconfirmed(
      phrase('Not started: a general yes does not confirm what is dangerous: {rules}.', {
        rules: rules.join(', '),
      }),
      phrase(
        'If you accept the danger, type the name when you are asked, or give {accept}. Else choose another file.',
        {
          accept: rules.map((rule) => `--accept ${rule}`).join(' '),
        },
      ),
    ),
  repairNotConfirmed: (id: string): UpgradeError =>
    unconfirmed(
      phrase('Not done: the repair {id} was not confirmed.', { id }),
      phrase('Type its name when you are asked, or give --yes.'),
    ),
  cardNotConfirmed: ({ id, sentence, consequence }: CardQuestion): UpgradeError =>
    unconfirmed(
      phrase('Nothing was copied. {sentence} {consequence}', { sentence, consequence }),
      phrase('Choose another folder, answer y when you are asked, or give --accept {id}.', { id }),
    ),
  cardNotFormatted: (word: string): UpgradeError =>
    unconfirmed(
      phrase('The card was not formatted.'),
      phrase('Type the word “{word}” when you are asked, if everything on the card may go.', { word }),
    ),
};

function unconfirmed(sentence: Phrase, remedy: Phrase): UpgradeError {
  return new UpgradeError({ code: 'CONFIRMATION_MISSING', category: 'refusal', sentence, remedy });
}
