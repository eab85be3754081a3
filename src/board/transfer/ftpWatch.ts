import type { Client } from 'basic-ftp';
import { raceTimeout } from '../../base/cancellation';
import type { Clock } from '../../base/clock';

/** All answers of one upload together have some hundred bytes. */
const MOST_ANSWERED_BYTES = 65_536;
/** For one answer. The library counts silence alone, and a server that goes on talking never is silent. */
const ANSWER_MS = 60_000;
/** A tenth of what a board takes over Wi-Fi. */
const LEAST_BYTES_PER_SECOND = 3000;

/** Keeps a server from talking, or taking a file, without an end. */
export class FtpWatch {
  private answered = 0;

  constructor(
    private readonly client: Client,
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
  ) {}

  /** Counts what comes over the control connection, which must have been begun. */
  listen(): void {
    this.client.ftp.socket.on('data', (chunk: string | Buffer) => {
      this.answered += chunk.length;
      if (this.answered > MOST_ANSWERED_BYTES)
        this.client.ftp.closeWithError(
          new Error(`the server answered with more than ${MOST_ANSWERED_BYTES} bytes`),
        );
    });
  }

  /** @throws Error where the work takes longer than any answer, with the connection closed; CANCELLED */
  answer<T>(work: Promise<T>): Promise<T> {
    return this.inTime(ANSWER_MS, work);
  }

  /** As `answer`, for a file of so many bytes. */
  transfer<T>(bytes: number, work: Promise<T>): Promise<T> {
    return this.inTime(ANSWER_MS + (1000 * bytes) / LEAST_BYTES_PER_SECOND, work);
  }

  private async inTime<T>(ms: number, work: Promise<T>): Promise<T> {
    const done = await raceTimeout(
      this.clock,
      ms,
      this.signal,
      work.then((value) => ({ value })),
    );
    if (done) return done.value;
    const late = new Error(`the server did not come to an end within ${Math.round(ms / 1000)} s`);
    this.client.ftp.closeWithError(late);
    throw late;
  }
}
