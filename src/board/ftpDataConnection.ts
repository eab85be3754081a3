import { connect, type Socket } from 'node:net';
import type { FTPContext, FTPResponse } from 'basic-ftp';

/**
 * Opens the data connection in passive mode, always to the host that the control connection goes to. The board's answer to
 * PASV names an address as well; only its port is used, so that no server can send a file to another computer.
 * Source: RFC 959 (PASV); curl does the same.
 * @throws Error for an answer without a port, and what the connection fails with
 */
export async function connectToSameHost(ftp: FTPContext): Promise<FTPResponse> {
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
