import { describe, expect, it } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import { isUpgradeError } from '../../../src/base/upgradeError';
import { BUSY_MAIN } from '../../simulator/board/boardOptions';
import { boardUnderTest, unhurried } from './boardUnderTest';

const options = { what: phrase('test'), deadlineMs: 10_000 };
const thrown = (error: unknown): unknown => error;

describe('a program on the board', () => {
  it('returns its output and its error separately', async () => {
    const { client } = await boardUnderTest();
    expect(await client.execute('print("a")\nprint(1/0)', options, unhurried)).toEqual({
      output: 'a\r\n',
      error: expect.stringContaining('ZeroDivisionError') as string,
      ended: true,
    });
    await expect(client.ask('1/0', options, unhurried)).rejects.toMatchObject({
      code: 'BOARD_PROGRAM_FAILED',
    });
    // The board is ready again.
    expect(await client.ask('print("b")', options, unhurried)).toBe('b\r\n');
  });

  it('gets its parameters unchanged, whatever they contain', async () => {
    const { client } = await boardUnderTest();
    const nasty = Array.from({ length: 0x250 }, (_, code) => String.fromCharCode(code)).join('') + '€😀\'"\\';
    const parameters = { text: nasty, bytes: Uint8Array.from({ length: 256 }, (_, byte) => byte) };
    const program = 'print([ord(c) for c in text] == list(codes), list(bytes) == list(range(256)))';
    const codes = Array.from(nasty, (character) => character.codePointAt(0) ?? 0);
    expect(await client.ask(program, { ...options, parameters: { ...parameters, codes } }, unhurried)).toBe(
      'True True\r\n',
    );
  });

  it('may be longer than the receive buffer of a slow board', async () => {
    const { board, client } = await boardUnderTest({ release: '1.20.1.r1' });
    const program =
      Array.from({ length: 200 }, (_, n) => `a${n} = ${n}  # number ${n}\n`).join('') + 'print(a199)\n';
    expect(await client.ask(program, options, unhurried)).toBe('199\r\n');
    expect(board.counters.lost).toBe(0);
  });

  it('delivers its lines while it runs, including rewritten lines', async () => {
    const { client } = await boardUnderTest();
    const seen: string[] = [];
    const program = `
import time
for n in range(3):
    print('Sending [%d]' % n, end='\\r')
    time.sleep_ms(20)
print('Resetting', end='')
for n in range(3):
    time.sleep_ms(50)
    print('.', end='')
print()
print('done')`;
    let whenDotted = '';
    await client.execute(
      program,
      {
        ...options,
        onLine: ({ text, finished }) => {
          if (finished) seen.push(text);
          else if (text === 'Resetting.') whenDotted = seen.join();
        },
      },
      unhurried,
    );
    expect(seen).toEqual(['Sending [0]', 'Sending [1]', 'Sending [2]', 'Resetting...', 'done']);
    expect(whenDotted).toBe('Sending [0],Sending [1],Sending [2]');
  });

  it.each([1, 2, 3, 5, 7, Infinity])(
    'is understood when the answer arrives in pieces of %d bytes',
    async (fragmentBytes) => {
      const { client } = await boardUnderTest({ cable: { fragmentBytes } });
      const { output, error } = await client.execute(
        'print("a\\nb\\x04c"[:3] + chr(252))\n1/0',
        options,
        unhurried,
      );
      expect(output).toBe('a\r\nbü\r\n');
      expect(error).toContain('ZeroDivisionError');
      expect(await client.ask('pass', options, unhurried)).toBe('');
    },
  );

  it('is given up at its deadline, and stopped by the next program', async () => {
    const { client } = await boardUnderTest();
    const endless = client.ask('while True: pass', { what: phrase('test'), deadlineMs: 300 }, unhurried);
    await expect(endless).rejects.toMatchObject({ code: 'REPL_TIMEOUT' });
    expect(await client.ask('print("b")', options, unhurried)).toBe('b\r\n');
  });

  it('is given up after too long a silence, even with a longer deadline', async () => {
    const { client } = await boardUnderTest();
    const program = 'import time\nprint(1)\ntime.sleep(5)';
    const silent = client.ask(program, { ...options, silenceMs: () => 200 }, unhurried);
    await expect(silent).rejects.toMatchObject({ code: 'REPL_TIMEOUT' });
  });

  it('can be left at once by a cancel', async () => {
    const { client } = await boardUnderTest();
    const cancel = new AbortController();
    const running = client.ask(
      'print(1)\nwhile True: pass',
      { ...options, onLine: () => cancel.abort() },
      cancel.signal,
    );
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await client.ask('print("b")', options, unhurried)).toBe('b\r\n');
  });

  it('does not hang when the board restarts during the program', async () => {
    const { client } = await boardUnderTest();
    const gone = client.ask('import machine\nmachine.reset()', options, unhurried);
    await expect(gone).rejects.toMatchObject({ code: 'BOARD_RESTARTED' });
    expect(await client.ask('print("b")', options, unhurried)).toBe('b\r\n');
  });

  it('ends when the cable is pulled', async () => {
    const { client, hand } = await boardUnderTest();
    const running = client.ask('while True: pass', options, unhurried).catch(thrown);
    await client.clock.sleep(100);
    await hand.unplug();
    expect(isUpgradeError(await running, 'PORT_UNPLUGGED')).toBe(true);
  });
});

describe('breaking in', () => {
  it.each(Object.keys(BUSY_MAIN) as (keyof typeof BUSY_MAIN)[])(
    'stops a main.py that is %s',
    async (kind) => {
      const { client } = await boardUnderTest({ mainPy: BUSY_MAIN[kind] });
      expect(await client.ask('print("in")', options, unhurried)).toBe('in\r\n');
    },
  );

  it('uses a safe boot to stop a main.py that catches every interrupt', async () => {
    const stubborn =
      'while True:\n    try:\n        while True: pass\n    except KeyboardInterrupt:\n        pass\n';
    const { board, client } = await boardUnderTest({ mainPy: stubborn });
    expect(await client.ask('print("in")', options, unhurried)).toBe('in\r\n');
    expect(board.counters.safeBoots).toBe(1);
  });

  it('reports a busy board when a safe boot is not allowed', async () => {
    const stubborn =
      'while True:\n    try:\n        while True: print("here")\n    except KeyboardInterrupt:\n        pass\n';
    const { board, client } = await boardUnderTest({ mainPy: stubborn, patience: { safeBoot: false } });
    await expect(client.enter(unhurried)).rejects.toMatchObject({ code: 'REPL_BUSY' });
    expect(board.counters.safeBoots).toBe(0);
  });

  it('discards an interrupt that arrived late', async () => {
    const { client } = await boardUnderTest({ mainPy: 'import time\ntime.sleep(1)\n' });
    await client.enter(unhurried);
    expect(await client.ask('for i in range(5000): pass\nprint("whole")', options, unhurried)).toBe(
      'whole\r\n',
    );
  });

  it.each([
    ['in the middle of a line', 'print("half'],
    ['in the middle of a block', 'while True:\r  pass'],
    ['in paste mode', '\x05print(1)'],
    ['in the raw REPL', '\x01print(1)'],
  ])('works on a board that was left %s', async (_, left) => {
    const { client } = await boardUnderTest();
    await client.stream.write(Buffer.from(left, 'latin1'), unhurried);
    expect(await client.ask('print("in")', options, unhurried)).toBe('in\r\n');
  });

  it('waits for a receiver that lost its host at a higher rate', async () => {
    const receiver = `import micropython, os, time
u = os.dupterm()
os.dupterm(None)
micropython.kbd_intr(-1)
u.init(921600)
heard = time.ticks_ms()
while time.ticks_ms() - heard < 3000:
    if u.any():
        u.write(b'\\x85' * len(u.read()))
        heard = time.ticks_ms()
    time.sleep_ms(1)
u.init(115200)
micropython.kbd_intr(3)
os.dupterm(u)
`;
    const { client, board } = await boardUnderTest({ mainPy: receiver });
    expect(await client.ask('print("in")', options, unhurried)).toBe('in\r\n');
    expect(board.counters.safeBoots).toBe(0);
  });

  it('works on a Pybytes board and leaves it at the friendly prompt', async () => {
    const { client } = await boardUnderTest({ pybytes: true });
    expect(await client.ask('print("in")', options, unhurried)).toBe('in\r\n');
    await client.leave(unhurried);
    await client.stream.write(Buffer.from('1+1\r'), unhurried);
    await client.stream.more(2000, unhurried);
    await client.stream.more(200, unhurried);
    expect(Buffer.from(client.stream.takeAll()).toString()).toContain('2\r\n>>> ');
  });
});

describe('a port without a board', () => {
  it('is reported as silent', async () => {
    const { board, client } = await boardUnderTest();
    await board.cutPower();
    await expect(client.enter(unhurried)).rejects.toMatchObject({ code: 'REPL_SILENT' });
  });

  it('is reported as garbled at another baud rate', async () => {
    const { client } = await boardUnderTest({ mainPy: BUSY_MAIN.flood });
    await client.stream.transport.setBaudRate(921_600, unhurried);
    await expect(client.enter(unhurried)).rejects.toMatchObject({ code: 'REPL_GARBLED' });
  });
});
