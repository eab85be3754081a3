import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openClient, startBoard, stopBoards } from './startBoard';

afterEach(stopBoards);

const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, value) => value)).toString('latin1');
const never = new AbortController().signal;

/** A program that takes over the port, reads `count` raw bytes into /flash/raw and releases the port. */
function rawReceiver(count: number): string {
  return `
import os, micropython
def receive():
    uart = os.dupterm()
    micropython.kbd_intr(-1)
    os.dupterm(None)
    uart.write('ready')
    f = open('/flash/raw', 'wb')
    n = 0
    try:
        while n < ${count}:
            piece = uart.read(${count} - n)
            if piece:
                f.write(piece)
                n += len(piece)
    finally:
        f.close()
        os.dupterm(uart)
        micropython.kbd_intr(3)
receive()
print('got it')
\x04`;
}

describe('the receive buffer', () => {
  it.each([
    ['1.20.2.r1', 'GPy', 512],
    ['1.20.2.r2', 'GPy', 4096],
    ['1.18.3', 'FiPy', 4096],
    ['1.18.3', 'WiPy', 512],
    ['1.18.0', 'GPy', 512],
  ])('of %s on a %s holds %i bytes', async (release, sysname, size) => {
    const { board, client } = await startBoard({ release, sysname });
    await client.enterRaw();
    await client.write('import time\ntime.sleep_ms(300)\nprint("woke")\x04');
    await client.until('OK');
    await client.write('#'.repeat(5000));
    await client.until('woke');
    expect(board.counters.lost).toBe(5000 - size);
  });

  it('delivers all 256 values to a program that has the port', async () => {
    const { board, client } = await startBoard();
    await client.enterRaw();
    await client.write(rawReceiver(1024));
    await client.until('ready');
    await client.write(ALL_BYTES.repeat(4));
    await client.until('got it');
    expect(fs.readFileSync(path.join(board.flashFolder, 'raw'), 'latin1')).toBe(ALL_BYTES.repeat(4));
    expect(board.counters.safeBoots).toBe(0);
  });

  it('is emptied when a program installs the driver again', async () => {
    const { client } = await startBoard();
    await client.enterRaw();
    await client.write(
      'import machine, time\ntime.sleep_ms(200)\nu = machine.UART(0, 115200)\nprint(u.any(), u.read())\x04',
    );
    await client.until('OK');
    await client.write('lost');
    expect(await client.until('\x04')).toBe('0 None\r\n\x04');
  });
});

describe('interrupt characters', () => {
  it('Ctrl-F restarts into safe boot at any position in the stream', async () => {
    const { board, client } = await startBoard({ mainPy: 'print("main ran")\n' });
    await client.until('>>> ');
    await client.enterRaw();
    await client.write(`data = b'abc\x06def'\x04`);
    const said = await client.until('>>> ');
    expect(said).toContain('ets Jun');
    expect(said).not.toContain('main ran');
    expect(board.counters.safeBoots).toBe(1);
  });

  it('are data after kbd_intr(-1), for the program that asked for it only', async () => {
    const { board, client } = await startBoard();
    await client.enterRaw();
    await client.write(
      'import micropython, sys\nmicropython.kbd_intr(-1)\nprint("ready")\nprint(sys.stdin.read(3).encode())\x04',
    );
    await client.until('ready\r\n');
    await client.write('\x03\x06x');
    expect(await client.until('\x04')).toBe("b'\\x03\\x06x'\r\n\x04");
    await client.until('>');
    await client.write('print("ready")\nwhile True: pass\x04');
    await client.until('ready');
    await client.write('\x03');
    expect(await client.until('\x04>')).toContain('KeyboardInterrupt');
    expect(board.counters.safeBoots).toBe(0);
  });

  it('Ctrl-C stays in the buffer and interrupts as well', async () => {
    const { client } = await startBoard();
    await client.write('\r');
    await client.until('>>> ');
    await client.write('while True: pass\r\r');
    await client.until('... ');
    await client.write('\x03');
    const said = await client.until('\r\n>>> \r\n>>> ');
    expect(said).toContain('KeyboardInterrupt');
  });
});

describe('the baud rate', () => {
  it('changes with the terminal, and is restored by a reset', async () => {
    const { board, client } = await startBoard();
    await client.enterRaw();
    await client.write('import os, machine\nos.dupterm(machine.UART(0, 921600))\nprint("fast")\x04');
    await client.until('OK');
    await client.transport.setBaudRate(921_600, never);
    expect(await client.until('\x04>')).toBe('fast\r\n\x04\x04>');
    expect(board.baudRate).toBe(921_600);
    await board.reset();
    expect(board.baudRate).toBe(115_200);
  });

  it('turns bytes at another rate into noise, in both directions', async () => {
    const { board, wire, client } = await startBoard();
    await client.write('\r');
    await client.until('>>> ');
    await client.transport.close();
    const fast = await openClient(wire, 921_600);
    await fast.write('print("heard")\r');
    await expect(fast.until('heard', 300)).rejects.toThrow('no "heard"');
    await fast.transport.close();
    const slow = await openClient(wire, 115_200);
    await slow.write('\x03');
    await slow.until('>>> ');
    expect(board.counters.received).toBeLessThan(16);
  });
});
