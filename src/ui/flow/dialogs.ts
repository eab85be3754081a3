import type { Notice } from '../texts/notices';
import type { PortChoice } from '../texts/portChoices';
import type { Question } from '../texts/planTexts';
import type { ChosenFile } from '../../upgrade';

/** What the flow asks and tells the user. `undefined` means that the user turned away. */
export interface Dialogs {
  /** The list stays live while it is open. @throws what `picking.list` throws at first */
  pickPort(picking: PortPicking): Promise<string | undefined>;
  pickFirmware(): Promise<readonly ChosenFile[] | undefined>;
  /** The folder with the firmware for several boards. */
  pickFolder(): Promise<readonly ChosenFile[] | undefined>;
  /** Boards to upgrade at once; the list stays live while it is open. @throws what `list` throws at first */
  pickBoards(list: () => Promise<readonly PortChoice[]>): Promise<PickedBoards | undefined>;
  /** @param wrong whether the password given before did not open the archive */
  askPassword(archive: string, wrong: boolean): Promise<string | undefined>;
  /** Whether a password that worked is to be kept. It may be that no answer ever comes. */
  wantsKept(): Promise<boolean>;
  confirm(question: Question): Promise<boolean>;
  /** The same, with `instead` offered before it. */
  confirmOr(question: Question, instead: string): Promise<'yes' | 'instead' | undefined>;
  /** Shows and returns at once; what the user presses there comes back as a separate command. */
  tell(notice: Notice): void;
  revealPanel(): void;
  /** Says what the panel shows while it isn't in view; the user's setting decides. */
  mention(notice: Notice): void;
}

export interface PickedBoards {
  readonly ports: readonly string[];
  /** Whether every board that is plugged in meanwhile is to be upgraded, too. */
  readonly takesMore: boolean;
}

/** The ports to choose from, looked at anew each time, and what a user does with them besides choosing one. */
export interface PortPicking {
  list(): Promise<PortsToPick>;
  hide(port: string): void;
  show(port: string): void;
  /** One that was typed. */
  forget(port: string): void;
}

export interface PortsToPick {
  readonly choices: readonly PortChoice[];
  /** What could not be found out of the ports there are; null where that is nothing. */
  readonly unknown: string | null;
}
