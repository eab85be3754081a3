import type { Question } from '../texts/planTexts';
import type { RecoveryMenu } from './recoveryMenu';

/** What recovery asks and tells. `undefined` means that the user turned away. */
export interface RecoveryDialogs {
  /** Shows that something goes on, and lets it be cancelled. */
  busy<T>(title: string, work: (say: (text: string) => void, signal: AbortSignal) => Promise<T>): Promise<T>;
  /** @returns the name of what was chosen */
  choose(menu: RecoveryMenu): Promise<string | undefined>;
  confirm(question: Question): Promise<boolean>;
  /** For what something is lost by: a word has to be typed. */
  confirmByWord(question: Question, word: string): Promise<boolean>;
  tell(level: 'info' | 'warning', text: string): void;
  /** A notification that waits for an answer, for as long as it likes. */
  offer(text: string, buttons: readonly string[]): Promise<string | undefined>;
}
