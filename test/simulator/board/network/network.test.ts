import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { TelnetInput, telnetOutput } from './telnetInput';
import { dial, startNetworkBoard } from './startNetworkBoard';
import { IN_REAL_TIME } from '../realTime';

const IAC = '\xff';

describe('Telnet', () => {
  it('asks for a login between its options, then is a bare REPL', async () => {
    const { network } = await startNetworkBoard();
    const caller = await dial(network.ports.telnet);
    const greeting = await caller.until('Login as: ');
    expect(greeting).toContain('GPy with ESP32\r\n');
    expect(greeting).toContain(`${IAC}\xfc\x01`);
    caller.send('micro\r\n');
    await caller.until('Password: ');
    caller.send('python\r\n');
    expect(await caller.until('>>> ')).toContain('Login succeeded!');
    caller.send('print(6 * 7)\r');
    await caller.until('\r\n42\r\n');
  });

  it('hangs up after three wrong passwords', async () => {
    const { network } = await startNetworkBoard();
    const caller = await dial(network.ports.telnet);
    for (let attempt = 0; attempt < 3; attempt++) {
      await caller.until('Login as: ');
      caller.send('micro\r\n');
      await caller.until('Password: ');
      caller.send('wrong\r\n');
      await caller.until('Invalid credentials, try again.');
    }
    await caller.ended;
    await (await dial(network.ports.telnet)).logIn();
  });

  it('refuses a second client until the first is gone', async () => {
    const { network } = await startNetworkBoard();
    const first = await dial(network.ports.telnet);
    await first.logIn();
    await expect(dial(network.ports.telnet)).rejects.toThrow('ECONNREFUSED');
    first.hangUp();
    await expect
      .poll(async () => {
        try {
          await (await dial(network.ports.telnet)).logIn();
          return true;
        } catch {
          return false;
        }
      }, IN_REAL_TIME)
      .toBe(true);
  });

  it('keeps the bytes that do not fit into its 256-byte buffer waiting, and loses none', async () => {
    const { network, board } = await startNetworkBoard();
    const caller = await dial(network.ports.telnet);
    await caller.logIn();
    await caller.until('>>> ');
    caller.send('\x01');
    await caller.until('raw REPL; CTRL-B to exit\r\n>');
    caller.send('import time\ntime.sleep_ms(300)\n\x04');
    await caller.until('OK');
    caller.send(`#${'x'.repeat(3000)}\nprint("whole")\x04`);
    await expect.poll(() => board.unreadBytes, IN_REAL_TIME).toBeGreaterThan(200);
    expect(board.unreadBytes).toBeLessThan(256);
    await caller.until('whole');
    expect(board.counters.lost).toBe(0);
  });

  it('accepts a doubled 0xFF, and drops NUL and other bytes above 127', async () => {
    const { network } = await startNetworkBoard();
    const caller = await dial(network.ports.telnet);
    await caller.logIn();
    await caller.until('>>> ');
    caller.send('\x01');
    await caller.until('raw REPL; CTRL-B to exit\r\n>');
    caller.send(`s = b'[${IAC}${IAC}\0\xe4]'\nprint(s)\x04`);
    expect(await caller.until('\x04')).toBe("OKb'[\\xff]'\r\n\x04");
  });

  it('answers “are you there”', async () => {
    const { network } = await startNetworkBoard();
    const caller = await dial(network.ports.telnet);
    await caller.logIn();
    await caller.until('>>> ');
    caller.send(`${IAC}\xf6`);
    await caller.until(`${IAC}\xf6`);
  });

  it('damages the input after a command of two bytes', () => {
    const input = new TelnetInput();
    const nobody = (): void => undefined;
    expect(input.take(Uint8Array.of(0xff, 0xf1), nobody)).toHaveLength(0);
    expect(input.take(Buffer.from('print(1)\r'), nobody)).toHaveLength(0);
    expect(Buffer.from(input.take(Buffer.from('print(2)\r'), nobody)).toString()).toBe('print(2)\r');
  });

  it('doubles 0xFF in its output', () => {
    expect([...telnetOutput(Uint8Array.of(1, 0xff, 2))]).toEqual([1, 0xff, 0xff, 2]);
  });

  it('disconnects a silent client, but not an active one', async () => {
    const { network } = await startNetworkBoard({ network: { inactivityMs: 400 } });
    const caller = await dial(network.ports.telnet);
    await caller.logIn();
    const alive = setInterval(() => caller.send('\0'), 100);
    const ended = await Promise.race([
      caller.ended.then(() => 'ended'),
      new Promise((resolve) => setTimeout(() => resolve('there'), 900)),
    ]);
    clearInterval(alive);
    expect(ended).toBe('there');
    await caller.ended;
  });

  it('interrupts with Ctrl-C, and disconnects while the board restarts', async () => {
    const { network, board } = await startNetworkBoard();
    const caller = await dial(network.ports.telnet);
    await caller.logIn();
    await caller.until('>>> ');
    caller.send('while True: pass\r\r');
    await caller.until('... ');
    caller.send('\x03');
    await caller.until('KeyboardInterrupt');
    expect(board.counters.interrupts).toBe(1);
    caller.send('\x06');
    await caller.ended;
    await expect.poll(() => network.running, IN_REAL_TIME).toBe(true);
    await (await dial(network.ports.telnet)).logIn();
    expect(board.counters.safeBoots).toBe(1);
  });

  it('is restarted by network.Server with another login', async () => {
    const { network } = await startNetworkBoard();
    const caller = await dial(network.ports.telnet);
    await caller.logIn();
    await caller.until('>>> ');
    caller.send('import network\rserver = network.Server(login=("me", "mine"), timeout=60)\r');
    await caller.ended;
    await expect.poll(() => network.running, IN_REAL_TIME).toBe(true);
    await (await dial(network.ports.telnet)).logIn('me', 'mine');
  });
});

describe('FTP', () => {
  it('accepts only its own commands', async () => {
    const { network } = await startNetworkBoard();
    const caller = await dial(network.ports.ftp);
    await caller.until('220 ');
    caller.send('FEAT\r\n');
    await caller.until('332 ');
    caller.send('USER micro\r\n');
    await caller.until('331 ');
    caller.send('PASS wrong\r\n');
    await caller.until('530 ');
    caller.send('PASS python\r\n');
    await caller.until('230 ');
    caller.send('FEAT\r\n');
    await caller.until('211 no-features');
    for (const command of ['EPSV', 'REST 10', 'APPE /flash/x', 'MLSD', 'STAT']) {
      caller.send(`${command}\r\n`);
      await caller.until('502 ');
    }
    caller.send('CWD /flash\r\n');
    await caller.until('250 ');
    caller.send('CWD /sd\r\n');
    await caller.until('550 ');
    caller.send('QUIT\r\n');
    await caller.until('221 ');
    await caller.ended;
  });

  it('stores a file that comes over a passive data connection', async () => {
    const { network, board } = await startNetworkBoard();
    const caller = await dial(network.ports.ftp);
    caller.send('USER micro\r\n');
    caller.send('PASS python\r\nPASV\r\n');
    await caller.until('227 ');
    const [, high, low] = /,(\d+),(\d+)\)/.exec(await caller.until(')')) ?? [];
    caller.send('STOR /flash/a.bin\r\n');
    const data = await dial(Number(high) * 256 + Number(low));
    await caller.until('150 ');
    data.send('x'.repeat(2000));
    data.hangUp();
    await caller.until('226 ');
    expect(fs.readFileSync(path.join(board.flashFolder, 'a.bin'), 'latin1')).toBe('x'.repeat(2000));
    caller.send('SIZE /flash/a.bin\r\nRNFR /flash/a.bin\r\nRNTO /flash/b.bin\r\nDELE /flash/a.bin\r\n');
    await caller.until('213 2000\r\n350 \r\n250 \r\n550 ');
  });

  it('gives up a silent upload', async () => {
    const { network } = await startNetworkBoard({ network: { dataTimeoutMs: 200 } });
    const caller = await dial(network.ports.ftp);
    caller.send('USER micro\r\n');
    caller.send('PASS python\r\nPASV\r\n');
    await caller.until('227 ');
    const [, high, low] = /,(\d+),(\d+)\)/.exec(await caller.until(')')) ?? [];
    caller.send('STOR /flash/a.bin\r\n');
    await dial(Number(high) * 256 + Number(low));
    await caller.until('150 ');
    await caller.until('426 ');
  });

  it('serves the second client after the first has gone', async () => {
    const { network } = await startNetworkBoard();
    const first = await dial(network.ports.ftp);
    await first.until('220 ');
    const second = await dial(network.ports.ftp);
    first.send('QUIT\r\n');
    await first.until('221 ');
    expect(second.heard.length).toBe(0);
    await second.until('220 ');
  });
});
