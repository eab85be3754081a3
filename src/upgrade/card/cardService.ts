import type { Clock } from '../../base/clock';
import { type BoardFile, cardState, listFiles } from '../../board/boardFiles';
import { formatCard } from '../../board/formatCard';
import { REPL_BAUD } from '../../board/raiseRate';
import type { OpenTransport } from '../../transport/transport';
import { BoardLink } from '../boardLink';
import { type CardPreparation, prepareCard, type PreparedCard } from './prepareCard';
import { type RemovableDrive, removableDrives } from './removableDrives';

/** The card in the board, as it is. */
export type CardContent =
  | { readonly state: 'absent' | 'unreadable' }
  | { readonly state: 'readable'; readonly files: readonly BoardFile[] };

/** SD cards: prepared in this computer, looked at and emptied in the board. */
export interface CardService {
  /** Drives that can be taken out, as far as the platform tells. */
  drives(): Promise<RemovableDrive[]>;
  /** Copies firmware to a card in this computer. @throws the CARD_ errors, CANCELLED */
  prepare(preparation: CardPreparation, signal: AbortSignal): Promise<PreparedCard>;
  /** What is on the card in the board. @throws the port's and the REPL's errors */
  content(port: string, signal: AbortSignal): Promise<CardContent>;
  /** Empties the card in the board. The caller has shown what is on it and had that confirmed. */
  format(port: string, signal: AbortSignal): Promise<void>;
}

export interface CardServiceDependencies {
  readonly clock: Clock;
  readonly openTransport: OpenTransport;
}

export function createCardService({ clock, openTransport }: CardServiceDependencies): CardService {
  const onBoard = async <T>(
    port: string,
    signal: AbortSignal,
    work: (client: BoardLink['client']) => Promise<T>,
  ): Promise<T> => {
    const link = new BoardLink(await openTransport(port, REPL_BAUD, signal), clock);
    try {
      return await work(link.client);
    } finally {
      await link.close(new AbortController().signal);
    }
  };
  return {
    drives: () => removableDrives(),
    prepare: prepareCard,
    content: (port, signal) =>
      onBoard(port, signal, async (client): Promise<CardContent> => {
        const state = await cardState(client, signal);
        return state === 'readable' ? { state, files: await listFiles(client, '/sd', signal) } : { state };
      }),
    format: (port, signal) => onBoard(port, signal, (client) => formatCard(client, signal)),
  };
}
