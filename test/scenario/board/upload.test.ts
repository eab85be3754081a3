import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import {
  makeRoom,
  uploadFile,
  type FileUpload,
  type UploadResult,
} from '../../../src/board/transfer/uploadFile';
import { type ByteSource, bytesSource } from '../../../src/base/byteSource';
import { type BoardUnderTest, connect, inspectedBoard, type Setting, unhurried } from './boardUnderTest';

/** A release with a receive buffer of each size. */
const RELEASES = { 512: '1.20.1.r1', 4096: '1.20.2.r4' } as const;
const BUFFERS = [512, 4096] as const;
const thrown = (error: unknown): unknown => error;

function sourceOf(bytes: Uint8Array): ByteSource {
  return bytesSource('x.dup', bytes);
}

function upload(
  { client }: Pick<BoardUnderTest, 'client'>,
  bytes: Uint8Array,
  options: Partial<FileUpload> = {},
  signal = unhurried,
): Promise<UploadResult> {
  return uploadFile(
    client,
    { source: sourceOf(bytes), path: '/flash/image.dup', onProgress: () => undefined, ...options },
    signal,
  );
}

function onFlash({ board }: BoardUnderTest, name = 'image.dup'): Uint8Array {
  return new Uint8Array(fs.readFileSync(path.join(board.flashFolder, name)));
}

function namesOnFlash({ board }: BoardUnderTest): string[] {
  return fs
    .readdirSync(board.flashFolder)
    .filter((name) => name !== 'lib' && !/^(main|boot)\.py$/.test(name));
}

const withBuffer = (bytes: 512 | 4096, setting: Setting = {}): Promise<BoardUnderTest> =>
  inspectedBoard({ release: RELEASES[bytes], ...setting });

/** Every byte value: alone, next to each control key of the REPL, and repeated. */
function everyValue(): Uint8Array {
  const keys = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0d, 0x0a];
  const values = Array.from({ length: 256 }, (_, value) => value);
  const pairs = values.flatMap((value) => keys.flatMap((key) => [value, key, key, value]));
  const runs = values.flatMap((value) => [value, value, value]);
  return Uint8Array.from([...values, ...[...values].reverse(), ...pairs, ...runs]);
}

describe.each(BUFFERS)('a file sent to a board with a receive buffer of %d bytes', (buffer) => {
  it('may contain every byte value in every critical order', async () => {
    const it_ = await withBuffer(buffer);
    const bytes = everyValue();
    expect(await upload(it_, bytes, { compress: false })).toMatchObject({ way: 'fast' });
    expect(onFlash(it_)).toEqual(bytes);
    expect(it_.board.counters).toMatchObject({ lost: 0, boots: 1, safeBoots: 0 });
    // The REPL works as before: it accepts interrupts again.
    await expect(
      it_.client.ask('while True: pass', { what: phrase('test'), deadlineMs: 300 }, unhurried),
    ).rejects.toMatchObject({ code: 'REPL_TIMEOUT' });
    expect(await it_.client.ask('print(1)', { what: phrase('test'), deadlineMs: 3000 }, unhurried)).toBe(
      '1\r\n',
    );
  });

  it.each([0, 1, 4095, 4096, 4097])('may have %d bytes', async (size) => {
    const it_ = await withBuffer(buffer);
    const bytes = new Uint8Array(randomBytes(size));
    expect(await upload(it_, bytes)).toMatchObject({ way: 'fast' });
    expect(onFlash(it_)).toEqual(bytes);
    expect(namesOnFlash(it_)).toEqual(['image.dup']);
    expect(it_.board.counters.lost).toBe(0);
  });

  it('may be sent compressed', async () => {
    const it_ = await withBuffer(buffer);
    const bytes = new Uint8Array(60_000).map((_, index) => (index % 64 < 36 ? 0 : index * 7919));
    const before = it_.board.counters.received;
    expect(await upload(it_, bytes)).toMatchObject({ way: 'fast' });
    expect(onFlash(it_)).toEqual(bytes);
    expect(it_.board.counters.received - before).toBeLessThan(0.7 * bytes.length);
  });

  it('may be sent at a higher rate, and then the REPL has its own rate again', async () => {
    const it_ = await withBuffer(buffer);
    const bytes = new Uint8Array(randomBytes(30_000));
    expect(await upload(it_, bytes, { baudRate: 921_600 })).toMatchObject({ way: 'fast', baudRate: 921_600 });
    expect(onFlash(it_)).toEqual(bytes);
    expect(it_.board.baudRate).toBe(115_200);
    expect(it_.client.stream.transport.baudRate).toBe(115_200);
  });

  it('can use the careful protocol', async () => {
    const it_ = await withBuffer(buffer);
    const bytes = new Uint8Array(randomBytes(5000));
    // The receiver can’t take over the UART.
    await it_.client.ask(
      'import os\nos.dupterm = None',
      { what: phrase('test'), deadlineMs: 3000 },
      unhurried,
    );
    const reasons: Error[] = [];
    expect(await upload(it_, bytes, { onCareful: (reason) => reasons.push(reason) })).toMatchObject({
      way: 'careful',
    });
    expect(reasons).toHaveLength(1);
    expect(onFlash(it_)).toEqual(bytes);
    expect(namesOnFlash(it_)).toEqual(['image.dup']);
    expect(it_.board.counters).toMatchObject({ lost: 0, safeBoots: 0 });
  });

  it('arrives completely through a slow bridge', { timeout: 60_000 }, async () => {
    const it_ = await withBuffer(buffer, { cable: { paced: true, latencyMs: 16 }, writeMsPerKib: 20 });
    const bytes = new Uint8Array(randomBytes(60_000));
    expect(await upload(it_, bytes)).toMatchObject({ way: 'fast' });
    expect(onFlash(it_)).toEqual(bytes);
    expect(it_.board.counters.lost).toBe(0);
  });
});

describe('a file that is already on the board', () => {
  it('is not sent again if it is identical', async () => {
    const it_ = await withBuffer(4096);
    const bytes = new Uint8Array(randomBytes(20_000));
    await upload(it_, bytes);
    const { received } = it_.board.counters;
    expect(await upload(it_, bytes)).toMatchObject({ way: 'present' });
    expect(it_.board.counters.received - received).toBeLessThan(5000);
  });

  it('is replaced by a different file of the same size', async () => {
    const it_ = await withBuffer(4096);
    await upload(it_, new Uint8Array(randomBytes(5000)));
    const bytes = new Uint8Array(randomBytes(5000));
    expect(await upload(it_, bytes)).toMatchObject({ way: 'fast' });
    expect(onFlash(it_)).toEqual(bytes);
  });

  it('is deleted first when both files do not fit', async () => {
    const it_ = await withBuffer(4096, { flashBytes: 64 * 1024 });
    await upload(it_, new Uint8Array(randomBytes(40_000)));
    const bytes = new Uint8Array(randomBytes(41_000));
    await upload(it_, bytes);
    expect(onFlash(it_)).toEqual(bytes);
  });
});

describe('a file that fills the board', () => {
  /** 41,000 bytes take eleven blocks. The rest has no space for two more. */
  const full: Setting = { flashBytes: 48 * 1024 };

  it('is not sent again', async () => {
    const it_ = await withBuffer(4096, full);
    const bytes = new Uint8Array(randomBytes(41_000));
    fs.writeFileSync(path.join(it_.board.flashFolder, 'image.dup'), bytes);
    expect(await upload(it_, bytes)).toMatchObject({ way: 'present' });
  });

  it('is replaced by a different file of the same size, for which there is just enough space', async () => {
    const it_ = await withBuffer(4096, full);
    fs.writeFileSync(path.join(it_.board.flashFolder, 'image.dup'), randomBytes(41_000));
    const bytes = new Uint8Array(randomBytes(41_000));
    expect(await upload(it_, bytes)).toMatchObject({ way: 'fast', replaced: true });
    expect(onFlash(it_)).toEqual(bytes);
  });
});

describe('an impossible upload', () => {
  it('is refused before the first byte when there is not enough space', async () => {
    const it_ = await withBuffer(4096, { flashBytes: 32 * 1024 });
    const { received } = it_.board.counters;
    await expect(upload(it_, new Uint8Array(randomBytes(40_000)))).rejects.toMatchObject({
      code: 'BOARD_NO_SPACE',
    });
    expect(it_.board.counters.received - received).toBeLessThan(3000);
    expect(namesOnFlash(it_)).toEqual([]);
  });

  it('ends with a clear error when the space runs out during the upload', async () => {
    const it_ = await withBuffer(4096, { flashBytes: 64 * 1024 });
    // The board reports free space until it writes.
    await it_.client.ask(
      'import os\nos.getfree = lambda path: 4000',
      { what: phrase('test'), deadlineMs: 3000 },
      unhurried,
    );
    const failed = upload(it_, new Uint8Array(randomBytes(80_000)));
    await expect(failed).rejects.toMatchObject({ code: 'BOARD_NO_SPACE' });
    expect(namesOnFlash(it_)).toEqual([]);
  });

  it.each(['absent', 'unformatted'] as const)('needs a card: %s', async (state) => {
    const it_ = await withBuffer(4096, { sdCard: { state, bytes: 1e6 } });
    await expect(upload(it_, new Uint8Array(10), { path: '/sd/image.dup' })).rejects.toMatchObject({
      code: 'BOARD_SD_CARD',
    });
  });

  it('ends with a clear error when the file disappears', async () => {
    const it_ = await withBuffer(4096);
    const bytes = new Uint8Array(randomBytes(40_000));
    let reads = 0;
    const source: ByteSource = {
      ...sourceOf(bytes),
      read: (offset, length) =>
        ++reads > 5 ? Promise.reject(new Error('gone')) : sourceOf(bytes).read(offset, length),
    };
    await expect(upload(it_, bytes, { source })).rejects.toThrow('gone');
    expect(namesOnFlash(it_)).toEqual([]);
    expect(await it_.client.ask('print(1)', { what: phrase('test'), deadlineMs: 3000 }, unhurried)).toBe(
      '1\r\n',
    );
  });
});

describe('an interrupted upload', () => {
  const slow: Setting = { cable: { paced: true, latencyMs: 2 } };

  it('leaves nothing behind after a cancel', async () => {
    const it_ = await withBuffer(4096, slow);
    const cancel = new AbortController();
    const cancelled = upload(
      it_,
      new Uint8Array(randomBytes(60_000)),
      { onProgress: () => cancel.abort() },
      cancel.signal,
    );
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(namesOnFlash(it_)).toEqual([]);
    expect(it_.board.counters).toMatchObject({ boots: 1, safeBoots: 0 });
    expect(await it_.client.ask('print(1)', { what: phrase('test'), deadlineMs: 3000 }, unhurried)).toBe(
      '1\r\n',
    );
  });

  it('leaves nothing behind after a cancel at a higher rate', async () => {
    const it_ = await withBuffer(4096, slow);
    const cancel = new AbortController();
    const cancelled = upload(
      it_,
      new Uint8Array(randomBytes(200_000)),
      { baudRate: 921_600, onProgress: () => cancel.abort() },
      cancel.signal,
    );
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(namesOnFlash(it_)).toEqual([]);
    expect(it_.board.counters).toMatchObject({ boots: 1, safeBoots: 0 });
    expect(it_.board.baudRate).toBe(115_200);
    expect(await it_.client.ask('print(1)', { what: phrase('test'), deadlineMs: 3000 }, unhurried)).toBe(
      '1\r\n',
    );
  });

  it('ends with a clear error when the board is reset, and leaves nothing behind', async () => {
    const it_ = await withBuffer(4096, slow);
    // Bytes that arrive while the board starts are keys for its REPL, including safe boots.
    const keys = Uint8Array.from({ length: 60_000 }, (_, at) => [0x01, 0x04, 0x06, 0x02, 0x0d][at % 5] ?? 0);
    let reset: Promise<void> | undefined;
    const failed = upload(it_, keys, {
      compress: false,
      onProgress: () => {
        reset ??= it_.board.reset();
      },
    });
    await expect(failed).rejects.toMatchObject({ code: 'BOARD_RESTARTED' });
    await reset;
    expect(namesOnFlash(it_)).toEqual([]);
  });

  it('is repeated when the board restarts at a higher rate, whatever its own program prints then', async () => {
    const mainPy = `import time\nwhile True:\n    print('measurement', 17)\n    time.sleep_ms(50)\n`;
    const it_ = await withBuffer(4096, { ...slow, mainPy });
    const bytes = new Uint8Array(randomBytes(60_000));
    let reset: Promise<void> | undefined;
    const sent = upload(it_, bytes, {
      baudRate: 921_600,
      onProgress: () => {
        reset ??= it_.board.reset();
      },
    });
    expect(await sent).toMatchObject({ way: 'fast', baudRate: 115_200 });
    await reset;
    expect(onFlash(it_)).toEqual(bytes);
  });

  it('ends with a clear error when the cable is pulled, and the remains are removed once the board is back', async () => {
    const it_ = await withBuffer(4096, slow);
    let pulled: Promise<void> | undefined;
    const failed = upload(it_, new Uint8Array(randomBytes(60_000)), {
      onProgress: () => {
        pulled ??= it_.hand.unplug();
      },
    }).catch(thrown);
    expect(await failed).toMatchObject({ code: 'PORT_UNPLUGGED' });
    await pulled;
    await it_.hand.replug();
    const client = await connect(it_.wire);
    expect(namesOnFlash(it_)).toEqual(['image.dup.upload-part']);
    await makeRoom(client, { source: sourceOf(new Uint8Array(1)), path: '/flash/next.dup' }, unhurried);
    expect(namesOnFlash(it_)).toEqual([]);
  });
});

describe('a faulty line', () => {
  /** A transport between the client and the port, which changes bytes. */
  function tampered(
    { client }: BoardUnderTest,
    tamper: (bytes: Uint8Array, baudRate: number | undefined) => Uint8Array,
  ): BoardUnderTest['client'] {
    const { transport } = client.stream;
    const write = transport.write.bind(transport);
    transport.write = (bytes, signal) => write(tamper(bytes, transport.baudRate), signal);
    return client;
  }

  it('uses the old rate when the bridge can’t do the new one', async () => {
    const it_ = await withBuffer(4096);
    const client = tampered(it_, (bytes, rate) =>
      rate === 921_600 ? bytes.map((byte) => byte ^ 0x55) : bytes,
    );
    const bytes = new Uint8Array(randomBytes(5000));
    expect(await upload({ client }, bytes, { baudRate: 921_600 })).toMatchObject({
      way: 'fast',
      baudRate: 115_200,
    });
    expect(onFlash(it_)).toEqual(bytes);
    expect(it_.board.counters).toMatchObject({ lost: 0, safeBoots: 0 });
  });

  it('returns to the old rate when the bridge accepts the new one and then damages bytes', async () => {
    const it_ = await withBuffer(4096);
    const client = tampered(it_, (bytes, rate) =>
      rate === 921_600 && bytes.length > 100 ? bytes.map((byte) => byte ^ 1) : bytes,
    );
    const bytes = new Uint8Array(randomBytes(5000));
    const reasons: Error[] = [];
    const options = { baudRate: 921_600, onCareful: (reason: Error) => reasons.push(reason) };
    expect(await upload({ client }, bytes, options)).toMatchObject({ way: 'fast', baudRate: 115_200 });
    expect(reasons).toEqual([]);
    expect(onFlash(it_)).toEqual(bytes);
    expect(it_.board.counters.safeBoots).toBe(0);
  });

  it('makes the second attempt a careful one when a byte arrives damaged', async () => {
    const it_ = await withBuffer(4096);
    const bytes = new Uint8Array(randomBytes(9000));
    const marked = Buffer.from(bytes.subarray(6000, 6016));
    let struck = 0;
    const client = tampered(it_, (sent) => {
      const at = Buffer.from(sent).indexOf(marked);
      if (at < 0) return sent;
      struck++;
      return sent.map((byte, index) => (index === at ? byte ^ 1 : byte));
    });
    const reasons: Error[] = [];
    expect(await upload({ client }, bytes, { onCareful: (reason) => reasons.push(reason) })).toMatchObject({
      way: 'careful',
    });
    expect(struck).toBe(1);
    expect(reasons[0]?.message).toContain('damaged');
    expect(onFlash(it_)).toEqual(bytes);
    expect(it_.board.counters.safeBoots).toBe(0);
  });

  it('ends with a clear error when every attempt arrives damaged, and leaves nothing behind', async () => {
    const it_ = await withBuffer(4096);
    // The board’s hash differs from the sent file with every protocol.
    const bytes = new Uint8Array(randomBytes(3000));
    let first = true;
    const client = tampered(it_, (sent) => {
      const text = Buffer.from(sent).toString('latin1');
      if (!text.includes("f.write(a('") || !first) return sent;
      first = false;
      return Buffer.from(text.replace(/a\('.{8}/, "a('AAAAAAAA"), 'latin1');
    });
    await client.ask('import os\nos.dupterm = None', { what: phrase('test'), deadlineMs: 3000 }, unhurried);
    await expect(upload({ client }, bytes)).rejects.toMatchObject({ code: 'UPLOAD_DAMAGED' });
    expect(namesOnFlash(it_)).toEqual([]);
  });
});
