import type { BoardFile } from '../../board/boardReading';
import { cardState, listFiles } from '../../board/transfer/boardFiles';
import { formatCard } from '../../board/transfer/formatCard';
import type { AccessListener, BoardAccess, OnSilence } from '../inspect/boardAccess';
import { type CardPreparation, cardQuestions, prepareCard, type PreparedCard } from './prepareCard';
import type { CardQuestion } from './questions';
import { type RemovableDrive, removableDrives } from './removableDrives';

/** The card in the board, as it is. */
export type CardContent = { readonly state: 'absent' } | PresentCard;

/** One that is in the board, and could be emptied. */
export type PresentCard =
  { readonly state: 'unreadable' } | { readonly state: 'readable'; readonly files: readonly BoardFile[] };

/** SD cards: prepared in this computer, looked at and emptied in the board. */
export interface CardService {
  /** Drives that can be taken out, as far as the platform tells. */
  drives(): Promise<RemovableDrive[]>;
  /** What must be agreed to before files are copied there; nothing is written. @throws the CARD_ errors */
  questions(preparation: Pick<CardPreparation, 'folder' | 'files'>): Promise<readonly CardQuestion[]>;
  /** Copies firmware to a card in this computer. @throws the CARD_ errors, CONFIRMATION_MISSING, CANCELLED */
  prepare(preparation: CardPreparation, signal: AbortSignal): Promise<PreparedCard>;
  /**
   * What is on the card in the board. As with `UpgradeService.inspect`, a tool at work on the board is awaited first.
   * @throws the errors of `BoardAccess` and the REPL's
   */
  content(port: string, onSilence: OnSilence, signal: AbortSignal): Promise<CardContent>;
  /**
   * Empties the card in the board. The caller has shown what is on it and had that confirmed.
   * @throws as `content`, BOARD_SD_CARD
   */
  format(port: string, onSilence: OnSilence, signal: AbortSignal): Promise<void>;
}

export function createCardService(boards: BoardAccess): CardService {
  return {
    drives: removableDrives,
    questions: (preparation) => cardQuestions(preparation),
    prepare: (preparation, signal) => prepareCard(preparation, signal),
    content: (port, onSilence, signal) =>
      boards.withBoard(
        port,
        hearing(onSilence),
        async ({ client }): Promise<CardContent> => {
          const state = await cardState(client, signal);
          return state === 'readable' ? { state, files: await listFiles(client, '/sd', signal) } : { state };
        },
        signal,
      ),
    format: (port, onSilence, signal) =>
      boards.withBoard(port, hearing(onSilence), ({ client }) => formatCard(client, signal), signal),
  };
}

/** A look at a card lasts seconds: that another extension lends the port meanwhile is not worth a word. */
function hearing(silence: OnSilence): AccessListener {
  return { silence, notice: () => undefined };
}
