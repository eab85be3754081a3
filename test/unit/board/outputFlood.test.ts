import { expect, test } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { phrase } from '../../../src/base/phrase';
import { ReplClient } from '../../../src/board/repl/replClient';
import { LineCutter, type OutputLine } from '../../../src/board/repl/outputLines';
import { ByteStream } from '../../../src/transport/byteStream';
import type { Transport } from '../../../src/transport/transport';
import { collectAnswer } from '../../../src/board/repl/replAnswer';
import { Emitter } from '../../../src/base/emitter';

const never = new AbortController().signal;
const MIB = 1024 * 1024;

function flooding(): { transport: Transport; say: (bytes: Uint8Array) => void } {
  const data = new Emitter<Uint8Array>();
  const transport: Transport = {
    path: 'flood',
    baudRate: 115_200,
    onData: data.event,
    onLost: () => ({ dispose: () => undefined }),
    write: () => Promise.resolve(),
    drain: () => Promise.resolve(),
    setBaudRate: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  return { transport, say: (bytes) => data.fire(bytes) };
}

test('a line without an end is cut, in linear time', () => {
  const lines: OutputLine[] = [];
  let longest = 0;
  const cutter = new LineCutter((line) => {
    longest = Math.max(longest, line.text.length);
    if (line.finished) lines.push(line);
  });
  const started = performance.now();
  const piece = Buffer.alloc(1024, 0x2e);
  for (let at = 0; at < 64 * 1024; at++) cutter.push(piece);
  cutter.push(Buffer.from('\nDone\n'));
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(longest).toBe(16_384);
  expect(lines.map(({ text }) => text.slice(0, 4))).toEqual(['....', 'Done']);
});

test('unread output is kept up to a limit, and the newest output stays', () => {
  const { transport, say } = flooding();
  const stream = new ByteStream(transport, systemClock);
  for (let at = 0; at < 40; at++) say(Buffer.alloc(MIB, at));
  say(Buffer.from('end'));
  const held = stream.takeAll();
  expect(held).toHaveLength(4 * MIB);
  expect(Buffer.from(held.subarray(-3)).toString()).toBe('end');
  say(Buffer.alloc(10 * MIB, 0x41));
  expect(stream.takeAll()).toHaveLength(4 * MIB);
});

test('a traceback of a megabyte is cut, and the answer still ends', async () => {
  const { transport, say } = flooding();
  const stream = new ByteStream(transport, systemClock);
  const answer = collectAnswer(stream, { onOutput: () => true, silenceMs: () => 1000 }, never);
  say(Buffer.from('OK\x04'));
  say(Buffer.alloc(MIB, 0x65));
  say(Buffer.from('\x04>'));
  const { end, error } = await answer;
  expect([end, error.length]).toEqual(['prompt', 65_536]);
});

test('a program that prints ten times the limit still ends, and its last lines are read', async () => {
  const { transport, say } = flooding();
  const client = new ReplClient(new ByteStream(transport, systemClock), systemClock);
  const heard: string[] = [];
  const line = `${'x'.repeat(1023)}\n`;
  transport.write = (bytes) => {
    const sent = Buffer.from(bytes).toString('latin1');
    queueMicrotask(() => {
      if (sent.includes('flood()')) {
        say(Buffer.from('OK'));
        void pour();
      } else if (sent.endsWith('\x04')) say(Buffer.from(`OK${/in-step-\d+/.exec(sent)?.[0] ?? ''}\x04\x04>`));
      else say(Buffer.from('\r\nraw REPL; CTRL-B to exit\r\n>'));
    });
    return Promise.resolve();
  };
  const pour = async (): Promise<void> => {
    for (let at = 0; at < 40; at++) {
      say(Buffer.from(line.repeat(1024)));
      await new Promise(setImmediate);
    }
    say(Buffer.from('the end\n\x04\x04>'));
  };
  const { output, error, ended } = await client.execute(
    'flood()',
    {
      what: phrase('test'),
      deadlineMs: 60_000,
      onLine: ({ text, finished }) => {
        if (finished && text !== '') heard[0] = text;
      },
    },
    never,
  );
  expect([error, ended, heard[0]]).toEqual(['', true, 'the end']);
  expect(output.length).toBeGreaterThan(3 * MIB);
  expect(output.length).toBeLessThan(6 * MIB);
});
