import { SerialPort } from 'serialport';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock';
import { silentLogger } from '../../../src/base/logger';
import { serialOpener } from '../../../src/transport/serialTransport';
import { hasPseudoTerminals } from '../pty/hasPseudoTerminals';
import { type BoardOnPty, type BoardOnPtyOptions, startBoardOnPty } from './boardOnPty';
import { RawClient } from './rawClient';
import { IN_REAL_TIME } from './realTime';

const release: (() => Promise<unknown>)[] = [];
const never = new AbortController().signal;
const open = serialOpener(systemClock, silentLogger);

afterEach(async () => {
  for (const each of release.splice(0).reverse()) await each();
});

async function start(options: BoardOnPtyOptions = {}): Promise<BoardOnPty> {
  const running = await startBoardOnPty({ timeScale: 50, ...options });
  release.push(running.stop);
  return running;
}

async function connect(path: string, baudRate = 115_200): Promise<RawClient> {
  const transport = await open(path, baudRate, never);
  release.push(() => transport.close());
  return new RawClient(transport);
}

describe.skipIf(!hasPseudoTerminals)('a board on a pseudo-terminal', () => {
  it('is a serial port with a REPL, whether its output is cut into pieces or not', async () => {
    const { path } = await start({ board: { answerPieces: { bytes: 3, pauseMs: 0 } } });
    const client = await connect(path);
    await client.enterRaw();
    expect(await client.exec('print(6 * 7)')).toBe('42\r\n');
  });

  it('receives noise from a host at another rate', async () => {
    const { path, board } = await start();
    const fast = await connect(path, 921_600);
    await fast.write('print("heard")\r');
    await expect.poll(() => board.counters.received, IN_REAL_TIME).toBeGreaterThan(0);
    expect(board.counters.received).toBeLessThan('print("heard")\r'.length);
    await fast.transport.close();
    const slow = await connect(path);
    await slow.write('\x03');
    await slow.until('>>> ');
  });

  it('enters MIRROR mode and comes back from a power cycle under the same path', async () => {
    const { path, hand, modem } = await start();
    const client = await connect(path);
    await client.enterRaw();
    await client.write('import sqnsupgrade\nsqnsupgrade.uart()\x04');
    await client.until('Going into MIRROR mode');
    await client.until('UART\r\n');
    await client.transport.setBaudRate(921_600, never);
    // A real board also waits half a second after its last output.
    await systemClock.sleep(700, never);
    await client.write('AT+SMOD?\r\n');
    await client.until('OK\r\n');
    const lost = new Promise<string>((resolve) => client.transport.onLost((error) => resolve(error.code)));
    await hand.powerCycle();
    expect(await lost).toBe('PORT_UNPLUGGED');
    const again = await connect(path);
    await again.enterRaw();
    expect(await again.exec('print("back")')).toBe('back\r\n');
    await expect.poll(() => modem.truth.state, IN_REAL_TIME).toBe(2);
  });

  it('can be opened by a plain serialport', async () => {
    const { path } = await start();
    const port = new SerialPort({ path, baudRate: 115_200 });
    release.push(() => new Promise((resolve) => port.close(resolve)));
    const prompt = new Promise<string>((resolve) => {
      let heard = '';
      port.on('data', (bytes: Buffer) => {
        heard += bytes.toString('latin1');
        if (heard.includes('>>> ')) resolve(heard);
      });
    });
    port.write('\x03');
    expect(await prompt).toContain('>>> ');
  });
});
