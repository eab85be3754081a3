import type { Dialogs } from '../flow/dialogs';
import type { Question } from '../texts/planTexts';

/** What recovery asks and tells. `undefined` means that the user turned away. */
export interface RecoveryDialogs extends Pick<Dialogs, 'confirm' | 'tell' | 'revealPanel'> {
  /** For what something is lost by: a word has to be typed. */
  confirmByWord(question: Question, word: string): Promise<boolean>;
  /** A notification that waits for an answer, for as long as it likes. */
  offer(text: string, buttons: readonly string[]): Promise<string | undefined>;
}
