import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { differentialImage } from '../fixtures/firmware';
import { dial, startNetworkBoard } from '../simulator/board/network/startNetworkBoard';
import { CommandLine } from './commandLine';

const cli = new CommandLine();
const PASSWORD = 'swordfish';
const IMAGE = differentialImage({ size: 60_000 });
const NAME = 'upgdiff_39529-to-41065.dup';

describe('a board in the network', { timeout: 60_000 }, () => {
  test('is read by info', async () => {
    const { network } = await startNetworkBoard();
    const { status, last, err } = await cli.run('info', '--port', network.address, '--json');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(last).toMatchObject({
      state: 2,
      build: '39529',
      board: { sysname: 'GPy' },
      port: network.address.replace('micro:python@', ''),
    });
  });

  test('is upgraded, and its password is in no output or file', async () => {
    const { network, modem } = await startNetworkBoard({
      network: { login: { user: 'me', password: PASSWORD } },
    });
    const log = join(cli.folder, 'wire.txt');
    const file = cli.file(NAME, IMAGE);
    const { status, last, out, err } = await cli.upgrade(
      network.address,
      '--method',
      'wireless',
      file,
      '--log',
      log,
    );
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(last).toMatchObject({
      outcome: 'upgraded',
      modemState: 'upgraded',
      method: 'wireless',
      before: { build: '39529' },
      after: { build: '41065' },
    });
    expect(modem.truth.condition).toBe('upgraded');
    const written = readFileSync(log, 'utf8');
    expect(written).toContain('sqnsupgrade');
    expect(out + written).not.toContain(PASSWORD);
  });

  test('continues its upgrade while the connection is lost, and is read afterwards', async () => {
    const { network } = await startNetworkBoard({ network: { faults: { dropTelnetAfter: 'Sending' } } });
    const file = cli.file(NAME, IMAGE);
    const { status, last } = await cli.upgrade(network.address, '--method', 'wireless', file);
    expect(status).toBe(0);
    expect(last).toMatchObject({ outcome: 'upgraded', after: { build: '41065' } });
  });

  test('with a wrong password is bad input, and the next attempt may use the right one', async () => {
    const { network } = await startNetworkBoard();
    const { status, out, err } = await cli.run(
      'info',
      '--port',
      network.addressFor('micro', PASSWORD),
      '--json',
    );
    expect(status).toBe(2);
    expect(out).toContain('LOGIN_REFUSED');
    expect(out + err).not.toContain(PASSWORD);
    expect((await cli.run('info', '--port', network.address, '--json')).status).toBe(0);
  });

  test('that has another client is left to that client', async () => {
    const { network } = await startNetworkBoard();
    const other = await dial(network.ports.telnet);
    await other.logIn();
    const { status, err } = await cli.run('info', '--port', network.address);
    expect(status).toBe(2);
    expect(err).toContain('it serves one client at a time');
  });

  test('can’t use UART', async () => {
    const { network, modem } = await startNetworkBoard();
    const file = cli.file(NAME, IMAGE);
    const { status, err } = await cli.run(
      'run',
      '--method',
      'uart',
      '--port',
      network.address,
      file,
      '--yes',
    );
    expect(status).toBe(3);
    expect(err).toContain('MIRROR mode doesn’t work over the network.');
    expect(modem.truth.condition).toBe('untouched');
  });
});
