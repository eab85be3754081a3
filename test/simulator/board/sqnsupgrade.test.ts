import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { differentialImage, fullImage, updaterElf } from '../../fixtures/firmware';
import type { ModemConfiguration } from '../modem/configuration';
import { startBoardWithModem, type StartedBoardWithModem, stopBoards } from './startBoard';

afterEach(stopBoards);

const LONG_MS = 18_000;
const BANNER =
  '<<< Welcome to the SQN3330 firmware updater [1.2.6] >>>\r\n>>> GPy with firmware version 1.20.2.r4\r\n';

async function tool(started: StartedBoardWithModem, call: string): Promise<string> {
  await started.client.enterRaw();
  return started.client.exec(`import sqnsupgrade\nprint(sqnsupgrade.${call})`, LONG_MS);
}

describe('info', () => {
  it('shows the versions and the IMEI in application mode', async () => {
    const started = await startBoardWithModem({ echoIn: [] });
    expect(await tool(started, 'info()')).toBe(
      `${BANNER}Your modem is in application mode. Here is the current version:\r\n` +
        'UE5.0.0.0d\r\nLR5.1.1.0-39529\r\n\r\nIMEI: 354346099225475\r\nNone\r\n',
    );
  });

  it('shows the whole version block when verbose', async () => {
    const said = await tool(
      await startBoardWithModem({ bootrom: '33080', echoIn: [] }),
      'info(verbose=True)',
    );
    expect(said).toContain('SYSTEM VERSION\r\n==============\r\n');
    expect(said).toMatch(/Bootloader0 {2}: .*\[33080\]\r\n/);
    expect(said).toContain('\r\nIMEI: 354346099225475\r\n');
  });

  it.each<[string, Partial<ModemConfiguration>, string]>([
    ['mTools', { state: 1 }, 'Your modem is in mTools mode.'],
    [
      'recovery',
      { state: 0 },
      'Your modem is in recovery mode! Use firmware.dup and updater.elf to flash new firmware.',
    ],
    ['updater', { state: 4 }, 'Your modem is in upgrade mode! Use firmware.dup to flash new firmware.'],
  ])('names the %s mode', async (_, modem, text) => {
    expect(await tool(await startBoardWithModem(modem), 'info()')).toContain(`${text}\r\n`);
  });

  it('gives up on a silent modem', async () => {
    const started = await startBoardWithModem();
    started.modem.cutPower();
    expect(await tool(started, 'info()')).toBe(`${BANNER}Cannot determine modem state!\r\nNone\r\n`);
  });

  it('shows the modem’s echo between the answers', async () => {
    expect(await tool(await startBoardWithModem(), 'info()')).toContain(
      'ATI1\r\nUE5.0.0.0d\r\nLR5.1.1.0-39529\r\n\r\nIMEI: AT+CGSN\r\n354346099225475\r\n',
    );
  });

  it('is missing in old releases, and the whole module is missing in older ones and in 1.19', async () => {
    const old = await startBoardWithModem({}, { release: '1.18.1' });
    await expect(tool(old, 'info()')).rejects.toThrow('AttributeError');
    await expect(old.client.exec('print(sqnsupgrade.VERSION)')).rejects.toThrow('AttributeError');
    for (const release of ['1.18.0', '1.19.0.b2'])
      await expect(tool(await startBoardWithModem({}, { release }), 'run("a")')).rejects.toThrow(
        'ImportError',
      );
    await expect(tool(await startBoardWithModem({}, { sysname: 'WiPy' }), 'state()')).rejects.toThrow(
      'ImportError',
    );
  });

  it.each([
    ['1.18.1.r5', '1.2.0'],
    ['1.18.2.r1', '1.2.2'],
    ['1.18.2.r3', '1.2.3'],
    ['1.18.3', '1.2.5'],
    ['1.20.0.rc7.1', '1.2.2'],
    ['1.20.0.rc8', '1.2.3'],
    ['1.20.0.rc12.1', '1.2.5'],
    ['1.20.0.rc13', '1.2.6'],
    ['1.20.2.r6', '1.2.6'],
  ])('%s has %s', async (release, version) => {
    const { client } = await startBoardWithModem({}, { release });
    await client.enterRaw();
    expect(await client.exec('import sqnsupgrade\nprint(sqnsupgrade.VERSION)')).toBe(`${version}\r\n`);
  });

  // The duration with each release, in seconds. Source: the waits in its info() and detect_modem_state().
  it.each([
    ['1.18.1.r5', 150],
    ['1.18.2', 141],
    ['1.18.2.r2', 67],
    ['1.20.2.r4', 67],
  ])('%s waits for a silent modem for %d s', async (release, seconds) => {
    const started = await startBoardWithModem({}, { release });
    started.modem.cutPower();
    const begun = started.board.options.clock.now();
    expect(await tool(started, 'info()')).toContain('Cannot determine modem state!');
    const took = (started.board.options.clock.now() - begun) / 1000;
    expect(took).toBeGreaterThan(seconds * 0.85);
  });

  it('can be interrupted by Ctrl-C', async () => {
    const { modem, client } = await startBoardWithModem();
    modem.cutPower();
    await client.enterRaw();
    await client.write('import sqnsupgrade\nsqnsupgrade.info()\x04');
    await client.until('1.20.2.r4\r\n');
    await client.write('\x03');
    expect(await client.until('\x04>')).toContain('KeyboardInterrupt');
  });
});

describe('run', () => {
  it('upgrades with a differential image from /flash', async () => {
    const started = await startBoardWithModem({ echoIn: [] });
    fs.writeFileSync(path.join(started.board.flashFolder, 'up.dup'), differentialImage({ size: 450_000 }));
    const said = await tool(started, "run('/flash/up.dup', verbose=False)");
    const ends = [
      `${BANNER}Attempting AT wakeup...\r\n`,
      'Session opened: version 1, max transfer 8192 bytes\r\n',
      '\rSending 450000 bytes: [####################                    ]  50%',
      '\rSending 450000 bytes: [########################################] 100%\r\n',
      'Waiting for modem to finish the update...\r\nThis might take several minutes!\r\n<<<=== DO NOT DISCONNECT POWER ===>>>\r\n',
      'Your modem has been successfully updated.\r\nHere is the current firmware version:\r\n\r\nUE5.0.0.0d\r\nLR5.1.1.0-41065\r\n\r\nIMEI: 354346099225475\r\nTrue\r\n',
    ];
    for (const text of ends) expect(said).toContain(text);
    expect(started.modem.truth).toMatchObject({ build: '41065', condition: 'upgraded', overrunBytes: 0 });
    expect(started.modem.truth.images[0]?.way).toBe('FFF');
  });

  it('upgrades with a full image from a card, in seconds', async () => {
    const started = await startBoardWithModem({}, { sdCard: { state: 'present', bytes: 64 * 1024 * 1024 } });
    fs.mkdirSync(started.board.sdFolder, { recursive: true });
    fs.writeFileSync(path.join(started.board.sdFolder, 'full.dup'), fullImage());
    const said = await tool(started, "run('/sd/full.dup', load_fff=False, verbose=True)");
    expect(said).toContain('Starting STP ON_THE_FLY\r\n');
    expect(said).toContain('Code download done, returning to user mode\r\n');
    expect(said).toMatch(/Resetting\.+\r\n/);
    expect(said).toMatch(/successfully updated[^]*True\r\n$/);
    expect(started.modem.truth).toMatchObject({ build: '41065', condition: 'upgraded' });
    expect(await started.client.exec('import os\nprint(os.listdir("/"))')).toBe("['flash', 'sd']\r\n");
  });

  it('recovers a modem from recovery with the updater', async () => {
    const started = await startBoardWithModem({ state: 0 });
    const { flashFolder } = started.board;
    fs.writeFileSync(path.join(flashFolder, 'full.dup'), fullImage({ size: 400_000 }));
    fs.writeFileSync(path.join(flashFolder, 'updater.elf'), updaterElf());
    expect(await tool(started, "run('/flash/full.dup')")).toContain(
      'Your modem is in recovery mode. Please specify updater.elf file\r\nFalse\r\n',
    );
    expect(await tool(started, "run('/flash/full.dup', '/flash/updater.elf')")).toContain('True\r\n');
    expect(started.modem.truth.images.map(({ way }) => way)).toEqual(['updater', 'ON_THE_FLY']);
    expect(started.modem.truth.condition).toBe('upgraded');
  });

  it('says what is wrong with a file', async () => {
    const started = await startBoardWithModem();
    expect(await tool(started, "run('/flash/none.dup')")).toMatch(
      /Exception when checking file \/flash\/none\.dup\.\.\. wrong file name\?\r\n.*ENOENT\r\nFalse\r\n$/,
    );
    fs.writeFileSync(path.join(started.board.flashFolder, 'tiny.dup'), 'x');
    expect(await tool(started, "run('/flash/tiny.dup')")).toContain(
      'Firmware file is too small!\r\nTrue\r\n',
    );
    expect(await tool(started, "run('/sd/a.dup')")).toContain('Unable to mount SD card!\r\nFalse\r\n');
  });

  it('says why the modem refused it', async () => {
    const started = await startBoardWithModem();
    const image = differentialImage({ base: '33080', size: 300_000 });
    fs.writeFileSync(path.join(started.board.flashFolder, 'up.dup'), image);
    const said = await tool(started, "run('/flash/up.dup')");
    expect(said).toContain('Upgrade failed with result fail');
    expect(said).toContain('Please check your firmware file(s)\r\nTrue\r\n');
  });
});
