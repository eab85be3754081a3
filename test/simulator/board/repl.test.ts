import { afterEach, describe, expect, it } from 'vitest';
import { BUSY_MAIN, HEAP_BYTES } from './boardOptions';
import { startBoard, stopBoards } from './startBoard';

afterEach(stopBoards);

describe('the REPL', () => {
  it.each([
    [
      'GPy',
      '1.20.2.r4',
      false,
      'Pycom MicroPython 1.20.2.r4 [v1.11-ffb0e1c] on 2021-01-12; GPy with ESP32\r\nType',
    ],
    [
      'WiPy',
      '1.18.0',
      false,
      'Pycom MicroPython 1.18.0 [v1.8.6-849-df9f237] on 2018-05-14; WiPy with ESP32\r\nType',
    ],
    ['FiPy', '1.20.2.r6', true, 'FiPy with ESP32\r\nPybytes Version: '],
  ])('greets as a %s with %s does', async (sysname, release, pybytes, banner) => {
    const { client } = await startBoard({ sysname, release, pybytes });
    await client.write('\x02');
    const said = await client.until('>>> ');
    expect(said + client.unread).toContain(banner);
  });

  it('does not support raw paste', async () => {
    const { client } = await startBoard();
    await client.enterRaw();
    await client.write('\x05A\x01');
    expect(await client.until('>')).toBe('raw REPL; CTRL-B to exit\r\n>');
  });

  it('separates output from a traceback', async () => {
    const { client } = await startBoard();
    await client.enterRaw();
    await client.write('print("seen")\n1/0\x04');
    const [output, traceback, end] = (await client.until('\x04>')).split('\x04');
    expect(output).toBe('OKseen\r\n');
    expect(traceback).toMatch(/^Traceback \(most recent call last\):\r\n.*ZeroDivisionError: .*\r\n$/s);
    expect(end).toBe('>');
  });

  it('has the heap of a board without PSRAM', async () => {
    const { client } = await startBoard({ heapBytes: HEAP_BYTES.internal });
    await client.enterRaw();
    const free = Number(await client.exec('import gc\ngc.collect()\nprint(gc.mem_free())'));
    expect(free).toBeGreaterThan(55_000);
    // The reserve for the board’s own modules is in whole KiB, of which less than one stays free.
    expect(free).toBeLessThan(HEAP_BYTES.internal + 1024);
    await expect(client.exec('bytearray(80000)')).rejects.toThrow('MemoryError');
    // A real board’s modules are in flash. These are spread over the heap, whose largest piece has some 28,000 bytes.
    expect(await client.exec('print(len(bytearray(24000)))')).toBe('24000\r\n');
  });

  it('runs boot.py and main.py, but only boot.py after a reset from the raw REPL', async () => {
    const { client } = await startBoard({ bootPy: 'print("boot ran")\n', mainPy: 'print("main ran")\n' });
    await client.until('>>> ');
    await client.write('\x04');
    expect(await client.until('>>> ')).toContain('PYB: soft reboot\r\nboot ran\r\nmain ran\r\nPycom');
    await client.enterRaw();
    await client.write('\x04');
    const said = await client.until('raw REPL; CTRL-B to exit\r\n>');
    expect(said).toContain('OK\r\nPYB: soft reboot\r\nboot ran\r\n');
    expect(said).not.toContain('main ran');
  });

  it('ignores Ctrl-D at the friendly prompt in the Pybytes variant, not in the raw REPL', async () => {
    const { board, client } = await startBoard({ pybytes: true });
    await client.write('\r');
    await client.until('>>> ');
    await client.write('\x04print(6*7)\r');
    await client.until('42\r\n');
    expect(board.counters.boots).toBe(1);
    await client.enterRaw();
    await client.write('\x04');
    await client.until('PYB: soft reboot\r\n');
  });

  it('interrupts an endless main.py on Ctrl-C', async () => {
    const { client } = await startBoard({ mainPy: `print('started')\n${BUSY_MAIN.endless}` });
    await client.until('started');
    await client.enterRaw();
    expect(await client.exec('print("free")')).toBe('free\r\n');
  });

  it('interrupts a main.py that prints without end, and does not flood the host', async () => {
    const { client } = await startBoard({ mainPy: BUSY_MAIN.flood });
    await client.until('measurement 500\r\n');
    await client.enterRaw();
    expect(await client.exec('print("free")')).toBe('free\r\n');
  });

  it('does not interrupt a sleep on Ctrl-C, but restarts at once on Ctrl-F', async () => {
    const { board, client } = await startBoard({ mainPy: `print('started')\n${BUSY_MAIN.sleeping}` });
    await client.until('started');
    await client.write('\x03\x03');
    await expect(client.until('>>> ', 500)).rejects.toThrow('no ">>> "');
    await client.write('\x06');
    await client.until('>>> ');
    expect(board.counters.safeBoots).toBe(1);
  });

  it('interrupts the next program with a late Ctrl-C', async () => {
    const { client } = await startBoard();
    await client.enterRaw();
    await client.exec("zeros = bytes(1000000)\nwanted = bytes(10) + b'\\x01'");
    // One long statement checks for no interrupt before the program ends.
    await client.write('zeros.find(wanted)\x04');
    await client.until('OK');
    await client.write('\x03');
    expect(await client.until('\x04>')).toBe('\x04\x04>');
    await expect(client.exec('for i in range(300):\n    pass\nprint("whole")')).rejects.toThrow(
      'KeyboardInterrupt',
    );
  });

  it('reads text from sys.stdin without a buffer, with CR as LF', async () => {
    const { client } = await startBoard();
    await client.enterRaw();
    await client.write(
      'import sys\nprint(hasattr(sys.stdin, "buffer"))\nprint(sys.stdin.read(4), sys.stdin.readline())\x04',
    );
    expect(await client.until('\n')).toBe('OKFalse\r\n');
    await client.write('ab\rcrest\r');
    expect(await client.until('\x04')).toBe('ab\r\nc rest\r\n\r\n\x04');
  });

  it('cuts its answers into pieces', async () => {
    const { client } = await startBoard({ answerPieces: { bytes: 1, pauseMs: 0 } });
    const sizes: number[] = [];
    client.transport.onData((bytes) => sizes.push(bytes.length));
    await client.enterRaw();
    expect(await client.exec('print("piecemeal")')).toBe('piecemeal\r\n');
    expect(new Set(sizes)).toEqual(new Set([1]));
  });
});
