import type { CardQuestion, PresentCard, RemovableDrive } from '../../upgrade';
import type { Dialogs } from '../flow/dialogs';

/** What the work on SD cards asks and shows. `undefined` means that the user turned away. */
export interface CardDialogs extends Pick<Dialogs, 'pickFirmware' | 'tell'> {
  /** @returns the folder that the card is mounted at, whatever it is */
  pickDrive(drives: readonly RemovableDrive[]): Promise<string | undefined>;
  /** Says why a folder is refused, and offers to choose anew: the card, or the same folder once more. */
  chooseAgain(refused: CardQuestion): Promise<boolean>;
  /** Says what is unusual about a file there. */
  confirmPreparing(question: CardQuestion): Promise<boolean>;
  /** Shows what is on the card and lets a word be typed. */
  confirmFormat(card: PresentCard): Promise<boolean>;
  /**
   * Shows that something goes on, and lets it be cancelled.
   * @param signal of the whole
   */
  busy<T>(
    title: string,
    signal: AbortSignal,
    work: (say: (text: string) => void, signal: AbortSignal) => Promise<T>,
  ): Promise<T>;
}
