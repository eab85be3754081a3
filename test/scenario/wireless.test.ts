import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../../src/base/clock';
import { phrase } from '../../src/base/phrase';
import { ReplClient } from '../../src/board/repl/replClient';
import { ByteStream } from '../../src/transport/byteStream';
import type { MethodName } from '../../src/upgrade/plan/plan';
import { telnetOpener } from '../../src/transport/telnetTransport';
import { FLASH_BYTES } from '../simulator/board/boardOptions';
import type { NetworkBoard, NetworkBoardSetting } from '../simulator/board/network/boardInNetwork';
import { dial, startNetworkBoard } from '../simulator/board/network/startNetworkBoard';
import { BoardService } from './boardService';
import { differential, full, sha256 } from './rig';
import { IN_REAL_TIME } from '../simulator/board/realTime';

const unhurried = new AbortController().signal;
const IMAGE = differential();
const PASSWORD = 'swordfish';
const MIB = 1024 * 1024;

async function start(
  setting: NetworkBoardSetting = {},
): Promise<NetworkBoard & { readonly service: BoardService }> {
  const started = await startNetworkBoard(setting);
  return { ...started, service: new BoardService(started.network.address) };
}

/** The service of another process at the same address, after the problem has gone. */
function again({ network }: NetworkBoard): BoardService {
  return new BoardService(network.address);
}

async function expectUpgraded(
  service: BoardService,
  image = IMAGE,
  method: MethodName = 'wireless',
): Promise<void> {
  expect(await service.upgrade({ images: [image] }, method)).toMatchObject({
    error: null,
    outcome: 'upgraded',
    modemState: 'upgraded',
  });
}

function onFlash({ board }: NetworkBoard, name: string): string {
  return path.join(board.flashFolder, name);
}

describe('over the network', () => {
  it('bytes that could not be sent are reported as a lost connection', async () => {
    const { network } = await start();
    const transport = await telnetOpener(systemClock)(network.address, 115_200, unhurried);
    await transport.close();
    await expect(transport.write(Buffer.from('print(1)'), unhurried)).rejects.toMatchObject({
      code: 'PORT_UNPLUGGED',
    });
  });

  it('board and modem can be read', async () => {
    const { service, network } = await start();
    expect(await service.inspect()).toMatchObject({
      kind: 'board',
      port: `telnet://127.0.0.1:${network.ports.telnet}?ftp=${network.ports.ftp}`,
      board: { sysname: 'GPy', release: '1.20.2.r4' },
      modem: { state: 2, build: '39529', imei: '354346099225475' },
    });
  });

  it('a differential image upgrades a cold board', async () => {
    const { service, modem, network } = await start();
    const report = await service.upgrade({ images: [IMAGE] }, 'wireless');
    expect(report).toMatchObject({
      error: null,
      outcome: 'upgraded',
      modemState: 'upgraded',
      method: 'wireless',
      before: { build: '39529' },
      after: { build: '41065' },
      bytes: IMAGE.bytes.length,
    });
    expect(modem.truth.images.map(({ sha256: sum }) => sum)).toEqual([sha256(IMAGE)]);
    const refused = ['EPSV', 'REST', 'APPE', 'MLSD', 'EPRT', 'PORT'];
    expect(network.ftpCommands.filter((command) => refused.includes(command))).toEqual([]);
  });

  it('copying and upgrading are separate steps with progress', async () => {
    const { service } = await start();
    await service.upgrade({ images: [IMAGE] }, 'wireless');
    const steps = service.events.flatMap((event) =>
      event.type === 'step' && event.state === 'done' ? [event.id] : [],
    );
    expect(steps).toEqual(['open-board', 'upload-1', 'run-1', 'verify-1']);
    const last = (id: string): unknown =>
      service.events.findLast((event) => event.type === 'progress' && event.id === id);
    expect(last('upload-1')).toMatchObject({ bytes: IMAGE.bytes.length, total: IMAGE.bytes.length });
    expect(last('run-1')).toMatchObject({ bytes: IMAGE.bytes.length, total: IMAGE.bytes.length });
  });

  it('the user’s own login is used and never shown', async () => {
    const { service, network } = await start({ network: { login: { user: 'me', password: PASSWORD } } });
    expect(await service.upgrade({ images: [IMAGE] }, 'wireless')).toMatchObject({
      error: null,
      outcome: 'upgraded',
    });
    expect(service.saidAndWritten).not.toContain(PASSWORD);
    expect(service.saidAndWritten).toContain(`127.0.0.1:${network.ports.telnet}`);
  });

  it('a server that gives another address for the file gets nothing sent there', async () => {
    // No server listens there, so a file sent to that address would be lost.
    const { service } = await start({ network: { faults: { passiveHost: '127.0.0.2' } } });
    await expectUpgraded(service);
  });

  it('an identical file on the board is not copied again', async () => {
    const started = await start();
    fs.writeFileSync(onFlash(started, IMAGE.name), IMAGE.bytes);
    await expectUpgraded(started.service);
    expect(started.network.ftpCommands).not.toContain('STOR');
    expect(started.service.notices).toContain('{file} is already on the board, and identical.');
  });

  it('an older file of the same name is replaced, and other files are kept', async () => {
    const started = await start();
    fs.writeFileSync(onFlash(started, IMAGE.name), 'of another upgrade');
    fs.writeFileSync(onFlash(started, 'main.py'), '# mine\n');
    await started.service.upgrade({ images: [IMAGE] }, 'wireless');
    expect(started.service.notices).toContain('Another file was at {path} on the board. It was replaced.');
    expect(fs.readFileSync(onFlash(started, IMAGE.name)).equals(IMAGE.bytes)).toBe(true);
    expect(fs.readFileSync(onFlash(started, 'main.py'), 'utf8')).toBe('# mine\n');
    expect(fs.readdirSync(started.board.flashFolder).sort()).toEqual(['lib', 'main.py', IMAGE.name].sort());
  });

  it('an older file of the same name stays until the new one is verified', async () => {
    const started = await start({ network: { faults: { spoilsData: true } } });
    fs.writeFileSync(onFlash(started, IMAGE.name), 'of another upgrade');
    expect(await started.service.upgrade({ images: [IMAGE] }, 'wireless')).toMatchObject({
      modemState: 'untouched',
      error: { code: 'UPLOAD_DAMAGED' },
    });
    expect(fs.readFileSync(onFlash(started, IMAGE.name), 'utf8')).toBe('of another upgrade');
    expect(fs.readdirSync(started.board.flashFolder).sort()).toEqual(['lib', IMAGE.name].sort());
  });

  it('UART and /flash by cable are refused with the reason', async () => {
    const { service } = await start();
    for (const method of ['uart', 'flash'] as const) {
      const answer = await service.plan({ images: [IMAGE] }, method);
      expect(answer).toMatchObject({ kind: 'refusal' });
      expect(answer).toMatchSnapshot();
    }
  });

  it('a full image that does not fit is refused before anything is written', async () => {
    const { service, network } = await start();
    const answer = await service.plan({ images: [full(4_400_000)] }, 'wireless');
    expect(answer).toMatchObject({ kind: 'refusal' });
    expect(network.ftpCommands).toEqual([]);
  });

  it('a locked card is reported as such, and accepts the image when it is unlocked', async () => {
    const started = await start({ sdCard: { state: 'read-only', bytes: 32 * MIB } });
    expect(await started.service.upgrade({ images: [full()] }, 'sd')).toMatchObject({
      modemState: 'untouched',
      error: { code: 'BOARD_SD_CARD', message: { template: 'The board can’t write to the SD card.' } },
    });
    expect(fs.readdirSync(started.board.sdFolder)).toEqual([]);
    started.board.unlockCard();
    await expectUpgraded(again(started), full(), 'sd');
  });

  it('a full image goes to the card in the board', async () => {
    const started = await start({ sdCard: { state: 'present', bytes: 32 * MIB } });
    const image = full();
    expect(await started.service.upgrade({ images: [image] }, 'sd')).toMatchObject({
      error: null,
      outcome: 'upgraded',
      method: 'sd',
      after: { build: '41065' },
    });
    expect(fs.readFileSync(path.join(started.board.sdFolder, image.name)).equals(image.bytes)).toBe(true);
    expect(started.network.ftpCommands).toContain('STOR');
  });
});

describe('problems in the network', () => {
  it('a wrong password is reported without showing it', async () => {
    const started = await start({ network: { login: { user: 'micro', password: PASSWORD } } });
    const wrong = new BoardService(started.network.addressFor('micro', 'haddock'));
    await expect(wrong.inspect()).rejects.toMatchObject({ code: 'LOGIN_REFUSED' });
    expect(wrong.saidAndWritten).not.toContain('haddock');
    await expectUpgraded(again(started));
  });

  it('two readings at the same time are refused, without showing the password', async () => {
    const { service } = await start({ network: { login: { user: 'me', password: PASSWORD } } });
    const [first, second] = await Promise.allSettled([service.inspect(), service.inspect()]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ reason: { code: 'PORT_IN_USE_BY_SESSION' } });
    expect(String(second.status === 'rejected' && second.reason)).not.toContain(PASSWORD);
  });

  it('a second client learns about the first, and is served when the first is gone', async () => {
    const { service, network } = await start();
    const other = await dial(network.ports.telnet);
    await other.logIn();
    await expect(service.inspect()).rejects.toMatchObject({ code: 'BOARD_TAKEN' });
    other.hangUp();
    await expectUpgraded(service);
  });

  it('a board at another address is not reached', async () => {
    const { service, network, board } = await start();
    await expect(service.inspect('telnet://micro:python@board.invalid')).rejects.toMatchObject({
      code: 'NETWORK_UNREACHABLE',
    });
    await network.stop();
    await expect(service.inspect()).rejects.toMatchObject({ code: 'BOARD_TAKEN' });
    await board.reset();
    await expectUpgraded(service);
  });

  it('a full /flash ends the upgrade before anything is copied, and the modem is unchanged', async () => {
    const started = await start();
    const answer = await started.service.plan({ images: [IMAGE] }, 'wireless');
    if (answer.kind === 'refusal') throw new Error(answer.rule);
    // /flash becomes full between the plan and the run.
    const filling = onFlash(started, 'measurements.bin');
    fs.writeFileSync(filling, Buffer.alloc(FLASH_BYTES.large - 50_000));
    const report = await started.service.run(answer);
    expect(report).toMatchObject({ modemState: 'untouched', error: { code: 'BOARD_NO_SPACE' } });
    expect(started.network.ftpCommands).not.toContain('STOR');
    expect(fs.statSync(filling).size).toBe(FLASH_BYTES.large - 50_000);
    fs.rmSync(filling);
    await expectUpgraded(started.service);
  });

  it.each([
    ['breaks', { cutDataAt: 30_000 }],
    ['ends early without an error', { endDataAt: 30_000 }],
  ])('a data connection that %s is opened again, and the file is sent from its start', async (_, faults) => {
    const started = await start({ network: { faults } });
    const report = await started.service.upgrade({ images: [IMAGE] }, 'wireless');
    expect(report).toMatchObject({ error: null, outcome: 'upgraded' });
    expect(started.network.ftpCommands.filter((command) => command === 'STOR')).toHaveLength(2);
    expect(started.modem.truth.images.map(({ sha256: sum }) => sum)).toEqual([sha256(IMAGE)]);
    expect(fs.readdirSync(started.board.flashFolder).sort()).toEqual(['lib', IMAGE.name].sort());
  });

  it.each(['talk and talk ', '220-no end\r\n'])(
    'an FTP server that sends %j without an end is given up',
    async (text) => {
      const started = await start({ network: { faults: { ftpFloods: text } } });
      expect(await started.service.upgrade({ images: [IMAGE] }, 'wireless')).toMatchObject({
        outcome: 'failed',
        modemState: 'untouched',
        error: { code: 'FTP_FAILED' },
      });
      expect(fs.readdirSync(started.board.flashFolder)).toEqual(['lib']);
    },
  );

  it('an FTP server that disappears ends the upgrade with the modem unchanged and no partial file', async () => {
    const started = await start({ network: { pieceMs: 5 } });
    started.service.watch = (event) => {
      if (event.type !== 'progress' || event.bytes < 20_000) return;
      started.service.watch = () => undefined;
      started.network.stopFtp().catch(() => undefined);
    };
    const report = await started.service.upgrade({ images: [IMAGE] }, 'wireless');
    expect(report).toMatchObject({
      outcome: 'failed',
      modemState: 'untouched',
      error: { code: 'FTP_FAILED' },
    });
    expect(fs.readdirSync(started.board.flashFolder)).toEqual(['lib']);
    await started.board.reset();
    await expectUpgraded(again(started));
  });

  it('Telnet lost during the run is no failure: the board continues, and its modem is read afterwards', async () => {
    const started = await start({ network: { faults: { dropTelnetAfter: 'Sending' } } });
    const interrupts: number[] = [];
    started.service.watch = (event) => {
      if (event.type === 'step' && event.id === 'run-1') interrupts.push(started.board.counters.interrupts);
    };
    const report = await started.service.upgrade({ images: [IMAGE] }, 'wireless');
    expect(report).toMatchObject({ error: null, outcome: 'upgraded', after: { build: '41065' } });
    expect(started.service.notices).toContain('The connection was lost. The board continues on its own.');
    // One login to inspect, one for the run, one after the loss, and no key that could stop the tool.
    expect(started.network.logins).toBe(3);
    expect(interrupts).toHaveLength(2);
    expect(interrupts[1]).toBe(interrupts[0]);
    expect(started.modem.truth.images).toHaveLength(1);
  });

  it('Telnet lost while the result is read is connected again', async () => {
    const started = await start();
    started.service.watch = (event) => {
      if (event.type === 'step' && event.id === 'verify-1' && event.state === 'started')
        started.network.faults.dropTelnetAfter = 'Welcome to the SQN3330';
    };
    expect(await started.service.upgrade({ images: [IMAGE] }, 'wireless')).toMatchObject({
      error: null,
      outcome: 'upgraded',
      after: { build: '41065' },
    });
  });

  it('a cancel while copying leaves nothing behind, and the next attempt succeeds', async () => {
    const started = await start({ network: { pieceMs: 5 } });
    started.service.watch = (event) => {
      if (event.type === 'progress' && event.bytes > 20_000) started.service.cancel.abort();
    };
    expect(await started.service.upgrade({ images: [IMAGE] }, 'wireless')).toMatchObject({
      outcome: 'cancelled',
      modemState: 'untouched',
    });
    expect(fs.readdirSync(started.board.flashFolder)).toEqual(['lib']);
    await expectUpgraded(again(started));
  });

  it('a board that stays busy is not restarted, because it might not join the network again', async () => {
    const { service, board } = await start({
      mainPy: 'import micropython\nmicropython.kbd_intr(-1)\nwhile True:\n    pass\n',
    });
    expect(await service.inspect()).toMatchObject({ kind: 'silent' });
    expect(board.counters.safeBoots).toBe(0);
  });
});

describe('an inactivity limit', () => {
  it('is met by keeping the session alive, without sending a key to the REPL', async () => {
    // The board’s 300 s and our keep-alive interval of a minute, both divided by 300.
    const { network, board } = await startNetworkBoard({ network: { inactivityMs: 1000 } });
    const clock: Clock = {
      ...systemClock,
      sleep: (ms, signal) => systemClock.sleep(ms < 60_000 ? ms : ms / 300, signal),
    };
    const transport = await telnetOpener(clock)(network.address, 0, unhurried);
    onTestFinished(() => transport.close());
    const losses: string[] = [];
    transport.onLost(({ code }) => losses.push(code));
    await expect.poll(() => board.unreadBytes, IN_REAL_TIME).toBe(0);
    const { received } = board.counters;
    await systemClock.sleep(2500);
    expect(losses).toEqual([]);
    expect(board.counters.received).toBe(received);
    const client = new ReplClient(new ByteStream(transport, systemClock), systemClock);
    const answer = await client.ask('print(6*7)', { what: phrase('count'), deadlineMs: 5000 }, unhurried);
    expect(answer).toBe('42\r\n');
  });
});
