import { afterEach, describe, expect, it } from 'vitest';
import type { ModemConfiguration } from '../modem/configuration';
import { openClient, startBoardWithModem, type StartedBoardWithModem, stopBoards } from './startBoard';
import { IN_REAL_TIME } from './realTime';

afterEach(stopBoards);

const never = new AbortController().signal;
const MIRROR_LINE = 'Going into MIRROR mode... please close this terminal to resume the upgrade via UART\r\n';

/** A board in MIRROR mode, and its output before that. */
async function mirrored(
  modem: Partial<ModemConfiguration> = {},
  call = 'uart()',
): Promise<StartedBoardWithModem & { said: string }> {
  const started = await startBoardWithModem(modem);
  await started.client.enterRaw();
  await started.client.write(`import sqnsupgrade\nsqnsupgrade.${call}\x04`);
  const said = await started.client.until(MIRROR_LINE);
  await expect.poll(() => started.board.mirroring, IN_REAL_TIME).toBe(true);
  await started.client.transport.setBaudRate(921_600, never);
  return { ...started, said };
}

describe('MIRROR mode', () => {
  it('connects the host with the modem at 921600 and has no REPL', async () => {
    const { client, said } = await mirrored();
    expect(said).toContain('Preparing modem for upgrade...\r\n');
    await client.write('ATE0\r\n');
    await client.until('OK\r\n');
    await client.write('AT+SMOD?\r\n');
    expect(await client.until('OK\r\n')).toContain('2');
    await client.write('\x03\x03\x06');
    await expect(client.until('>>>', 200)).rejects.toThrow('no ">>>"');
  });

  it('is noise to a host that stays at 115200', async () => {
    const { client, modem } = await mirrored();
    const before = modem.truth.commands.length;
    await client.transport.setBaudRate(115_200, never);
    await client.write('AT\r\n');
    await expect(client.until('OK', 200)).rejects.toThrow('no "OK"');
    expect(modem.truth.commands).toHaveLength(before);
  });

  it('negotiates the rate of a modem in recovery', async () => {
    const { client, modem } = await mirrored({ state: 0 });
    expect(modem.baudRate).toBe(921_600);
    await client.write('AT+SMOD?\r\n');
    expect(await client.until('OK')).toContain('0');
  });

  it('finds FFH mode unnecessary with a newer bootrom', async () => {
    const { said } = await mirrored({}, 'uart(True)');
    expect(said).toContain(
      'FFH mode is not necessary... ignoring!\r\nDo not specify updater.elf when updating!\r\n',
    );
  });

  it('brings a modem with the factory bootrom into recovery in FFH mode', async () => {
    const { modem } = await mirrored({ bootrom: '33080' }, 'uart(True)');
    expect(modem.truth.state).toBe(0);
    expect(modem.baudRate).toBe(921_600);
  });

  it('loses bytes beyond 8192 that arrive at once', async () => {
    const { client, board, modem } = await mirrored();
    const before = modem.truth.bytesReceived;
    await client.write('x'.repeat(10_000));
    await expect.poll(() => modem.truth.bytesReceived - before, IN_REAL_TIME).toBe(8192);
    expect(board.mirrorCounters?.lostToModem).toBe(10_000 - 8192);
  });

  it('has space again once the modem has answered, even if the next request comes in the same turn', async () => {
    const { client, board } = await mirrored();
    await client.write('ATE0\r\n');
    await client.until('OK\r\n');
    const full = Buffer.from('AT\r\n'.padStart(8192, '\r\n'));
    const first = board.onOutput(() => {
      first.dispose();
      queueMicrotask(() => board.receive(Buffer.from('AT+SMOD?\r\n'), 921_600));
    });
    board.receive(full, 921_600);
    expect(await client.until('2\r\n')).toContain('OK');
    expect(board.mirrorCounters?.lostToModem).toBe(0);
  });

  it('ends with a reset, which leaves the modem alone', async () => {
    const { board, modem, client } = await mirrored({ state: 4 });
    await client.write('AT\r\n');
    await client.until('OK');
    await board.reset();
    expect(board.mirroring).toBe(false);
    expect(modem.truth.state).toBe(4);
    await client.transport.setBaudRate(115_200, never);
    await client.write('\r');
    await client.until('>>> ');
  });

  it('ends when the power is cut: the port goes, the modem restarts', async () => {
    const { board, hand, wire, modem, client } = await mirrored();
    const lost = new Promise<string>((resolve) => client.transport.onLost((error) => resolve(error.code)));
    await hand.unplug();
    expect(await lost).toBe('PORT_UNPLUGGED');
    expect(modem.truth.state).toBeNull();
    await expect(wire.open(wire.path, 115_200, never)).rejects.toMatchObject({ code: 'PORT_NOT_FOUND' });
    await hand.replug();
    expect(board.mirroring).toBe(false);
    const again = await openClient(wire);
    await again.write('\r');
    await again.until('>>> ');
    await expect.poll(() => modem.truth.state, IN_REAL_TIME).toBe(2);
  });

  it('can be entered without the tool, and is missing if the firmware does not have it', async () => {
    const { board, client } = await startBoardWithModem();
    await client.enterRaw();
    expect(
      await client.exec('from network import LTE\nlte = LTE()\nprint(lte.send_at_cmd("AT+CGSN"))'),
    ).toContain('354346099225475');
    await client.write('LTE.modem_upgrade_mode()\x04');
    await expect.poll(() => board.mirroring, IN_REAL_TIME).toBe(true);
    const old = await startBoardWithModem({}, { release: '1.18.0' });
    await old.client.enterRaw();
    expect(await old.client.exec('from network import LTE\nprint(hasattr(LTE, "modem_upgrade_mode"))')).toBe(
      'False\r\n',
    );
  });
});
