import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { bytesSource } from '../../../../src/base/byteSource';
import { type Clock, systemClock } from '../../../../src/base/clock';
import { silentLogger } from '../../../../src/base/logger';
import { ftpUpload, passivePort } from '../../../../src/board/transfer/ftpUpload';

/** A wait of a minute takes a few hundredths of a second of real time, because the network is real. */
const hurried: Clock = { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms / 200, signal) };

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** A server that treats every client like this. */
async function serverThat(speaks: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    speaks(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function upload(ftpPort: number): Promise<unknown> {
  return ftpUpload(
    {
      address: { host: '127.0.0.1', port: 23, ftpPort, user: 'micro', password: 'python' },
      source: bytesSource('x.dup', new Uint8Array(1000)),
      path: '/flash/x.dup',
      onProgress: () => undefined,
      logger: silentLogger,
      clock: hurried,
    },
    new AbortController().signal,
  );
}

/** Sends as fast as the other side reads. */
function floodWith(text: string): (socket: Socket) => void {
  return (socket) => {
    const piece = Buffer.from(text.repeat(Math.ceil(4096 / text.length)));
    const more = (): void => {
      while (!socket.destroyed && socket.write(piece)) if (socket.writableLength > 65_536) return;
    };
    socket.on('drain', more);
    more();
  };
}

test.each([
  ['invalid answers', 'x'],
  ['invalid lines', 'hello\r\n'],
  ['one answer of many lines', '220-hello\r\n'],
  ['preliminary answers', '120 wait\r\n'],
])('a server that floods with %s ends the upload, in bounded memory', async (_, text) => {
  const before = process.memoryUsage().arrayBuffers;
  await expect(upload(await serverThat(floodWith(text)))).rejects.toMatchObject({ code: 'FTP_FAILED' });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
});

test('an upload to a server that sends one byte at a time without end is given up', async () => {
  const port = await serverThat((socket) => {
    const talking = setInterval(() => socket.write('x'), 20);
    socket.on('close', () => clearInterval(talking));
  });
  await expect(upload(port)).rejects.toMatchObject({
    code: 'FTP_FAILED',
    message: expect.stringContaining('did not come to an end within 60 s') as string,
  });
});

test.each([
  ['227 Entering Passive Mode (192,168,4,1,7,232)', 2024],
  ['227 (10,0,0,1,0,21)', 21],
  ['227 (10,0,0,1,256,1)', undefined],
  ['227 (10,0,0,1,0,0)', undefined],
  ['227 fine', undefined],
])('%s names the port %s', (answer, port) => {
  expect(passivePort(answer)).toBe(port);
});

test('an answer of a million digits is read in linear time', () => {
  const started = performance.now();
  expect(passivePort('1,'.repeat(500_000) + 'x')).toBe(257);
  expect(passivePort('1'.repeat(1_000_000))).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(1000);
});
