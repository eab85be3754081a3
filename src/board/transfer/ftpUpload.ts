import { Readable } from 'node:stream';
import { Client, type FTPContext, FTPError, type FTPResponse } from 'basic-ftp';
import { connect, type Socket } from 'node:net';
import { throwIfCancelled, raceTimeout } from '../../base/cancellation';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { isUpgradeError } from '../../base/upgradeError';
import type { NetworkAddress } from '../../transport/networkAddress';
import { boardErrors } from '../errors';
import type { ByteSource } from '../../base/byteSource';

/** The board gives up a data connection after 10 s of silence; one that is silent for longer is gone. */
const SILENCE_MS = 15_000;
/** The server knows no offsets: a broken transfer begins again from the start. */
const TRIES = 3;
/** A weak network, or a server that has not noticed yet that its client is gone, is given some time. */
const BETWEEN_TRIES_MS = 2000;
/** The board's own buffer holds 512 bytes; larger pieces only wait in ours. */
const PIECE_BYTES = 4096;
/** The first of the replies that say no for good (RFC 959). */
const REFUSED = 500;

export interface FtpUpload {
  readonly address: NetworkAddress;
  readonly source: ByteSource;
  /** Absolute on the board: `/flash/name.dup.partial`. What is there is replaced. */
  readonly path: string;
  readonly onProgress: (bytes: number, total: number) => void;
  readonly logger: Logger;
  readonly clock: Clock;
}

/**
 * Copies a file to the board's FTP server, with what that can do: passive mode over IPv4, no resuming, one client. The
 * size is compared here, where the board tells it; the hash is the caller's to compare, through the REPL, before the file gets
 * its real name.
 * @throws FTP_FAILED after the last try, CANCELLED
 */
export async function ftpUpload(upload: FtpUpload, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    throwIfCancelled(signal);
    try {
      await uploadOnce(upload, signal);
      return;
    } catch (error) {
      throwIfCancelled(signal);
      const failure = isUpgradeError(error) ? error : boardErrors.ftpFailed(error);
      if (attempt === TRIES) throw failure;
      upload.logger.warn(`FTP, try ${attempt}: ${failure.message}`);
      await upload.clock.sleep(BETWEEN_TRIES_MS, signal);
    }
  }
}

async function uploadOnce(
  { address, source, path, onProgress, logger, clock }: FtpUpload,
  signal: AbortSignal,
): Promise<void> {
  const client = new Client(SILENCE_MS);
  const watch = new FtpWatch(client, clock, signal);
  // The board answers PASV and nothing newer.
  client.prepareTransfer = connectToSameHost;
  const abort = (): void => client.close();
  signal.addEventListener('abort', abort, { once: true });
  try {
    const connecting = client.connect(address.host, address.ftpPort);
    watch.listen();
    await watch.answer(connecting);
    await watch.answer(client.login(address.user, address.password));
    // A server that does not know these sends and takes bytes as they are all the same; the hash shows it.
    for (const command of ['TYPE I', 'STRU F']) await watch.answer(client.sendIgnoringError(command));
    client.trackProgress(({ bytes }) => onProgress(Math.min(bytes, source.size), source.size));
    await watch.transfer(source.size, client.uploadFrom(Readable.from(pieces(source)), path));
    client.trackProgress();
    const size = await unlessRefused(() => watch.answer(client.size(path)), logger);
    if (size !== undefined && size !== source.size) throw boardErrors.ftpIncomplete(size, source.size);
  } catch (error) {
    // A new connection may be refused while the old one is dying; what is left is removed by the next try or over the REPL.
    if (!client.closed) await watch.answer(client.remove(path, true)).catch(() => undefined);
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
    client.close();
  }
}

/** @returns undefined where the server says that it does not do that */
async function unlessRefused<T>(ask: () => Promise<T>, logger: Logger): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof FTPError) || error.code < REFUSED) throw error;
    logger.info(`FTP: ${error.message}`);
    return undefined;
  }
}

async function* pieces(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (let offset = 0; offset < source.size; offset += PIECE_BYTES)
    yield await source.read(offset, PIECE_BYTES);
}

/**
 * Opens the data connection in passive mode, always to the host that the control connection goes to. The board's answer to
 * PASV names an address as well; only its port is used, so that no server can send a file to another computer.
 * Source: RFC 959 (PASV); curl does the same.
 * @throws Error for an answer without a port, and what the connection fails with
 */
async function connectToSameHost(ftp: FTPContext): Promise<FTPResponse> {
  const answer = await ftp.request('PASV');
  const port = passivePort(answer.message);
  const host = ftp.socket.remoteAddress;
  if (port === undefined || host === undefined) throw new Error(`PASV was answered with ${answer.message}`);
  ftp.dataSocket = await connected(host, port, ftp.timeout);
  return answer;
}

/** @returns undefined for an answer that names no port */
export function passivePort(answer: string): number | undefined {
  // The groups have an end each, so that a long answer costs no more than its length.
  const found = /\b\d{1,3}(?:,\d{1,3}){3},(\d{1,3}),(\d{1,3})\b/.exec(answer);
  if (!found) return undefined;
  const [high, low] = [Number(found[1]), Number(found[2])];
  return high <= 255 && low <= 255 && high + low > 0 ? 256 * high + low : undefined;
}

function connected(host: string, port: number, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const fail = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    socket.once('error', fail);
    socket.setTimeout(timeoutMs, () => fail(new Error(`${host}:${port} did not answer`)));
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.removeAllListeners('timeout');
      socket.removeListener('error', fail);
      resolve(socket);
    });
  });
}

/** All answers of one upload together have some hundred bytes. */
const MOST_ANSWERED_BYTES = 65_536;
/** For one answer. The library counts silence alone, and a server that goes on talking never is silent. */
const ANSWER_MS = 60_000;
/** A tenth of what a board takes over Wi-Fi. */
const LEAST_BYTES_PER_SECOND = 3000;

/** Keeps a server from talking, or taking a file, without an end. */
class FtpWatch {
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
