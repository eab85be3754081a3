import type { Notice } from '../texts/notices';
import type { PortChoice } from '../texts/portChoices';
import type { Question } from '../texts/planTexts';
import type { ChosenFile } from './chosenFile';

/** What the flow asks and tells the user. `undefined` means that the user turned away. */
export interface Dialogs {
  /** @param unknown what could not be found out of the ports there are; null where that is nothing */
  pickPort(choices: readonly PortChoice[], unknown: string | null): Promise<string | undefined>;
  pickFirmware(): Promise<readonly ChosenFile[] | undefined>;
  /** @param wrong whether the password given before did not open the archive */
  askPassword(archive: string, wrong: boolean): Promise<string | undefined>;
  /** Whether a password that worked is to be kept. It may be that no answer ever comes. */
  wantsKept(): Promise<boolean>;
  confirm(question: Question): Promise<boolean>;
  /** The same, with `instead` offered before it. */
  confirmOr(question: Question, instead: string): Promise<'yes' | 'instead' | undefined>;
  /** Shows and returns at once; what the user presses there comes back as a command of its own. */
  tell(notice: Notice): void;
  revealPanel(): void;
  isPanelVisible(): boolean;
}
