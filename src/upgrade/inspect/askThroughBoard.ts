import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { ModemThroughBoard } from '../../board/modemThroughBoard';
import type { ReplClient } from '../../board/repl/replClient';
import { ByteStream } from '../../transport/byteStream';
import { ModemLink } from './modemLink';

export interface BoardInBetween {
  readonly client: ReplClient;
  /** Of the board. */
  readonly port: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Work with the modem behind a board that is at its prompt; the board's own port stays as it is.
 * @throws what the work throws, the board's errors among it
 */
export async function askThroughBoard<T>(
  { client, port, clock, logger }: BoardInBetween,
  work: (link: ModemLink) => Promise<T>,
): Promise<T> {
  const transport = new ModemThroughBoard(client, port, logger);
  const link = new ModemLink(new ByteStream(transport, clock), clock, logger);
  try {
    return await work(link);
  } finally {
    link.release();
  }
}
