import { describe, expect, it } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import { runUpgradeOnBoard } from '../../../src/board/sqnsupgrade/sqnsupgradeRun';
import { scriptedBoard } from './scriptedBoard';

const unhurried = new AbortController().signal;

describe('an answer of the raw REPL', () => {
  it.each([
    ['a soft reset', 'OK\x04\x04PYB: soft reboot\r\nraw REPL; CTRL-B to exit\r\n>'],
    [
      'a reset',
      'OKhalf a lin\xfe\r\nets Jun  8 2016 00:22:57\r\n\r\nrst:0x10 (RTCWDT_RTC_RESET),boot:0x13\r\n',
    ],
    [
      'a start-up',
      'OK\r\nPycom MicroPython 1.20.2.r4 [v1.20.1.r2] on 2021-01-12; GPy with ESP32\r\nPybytes Version: 1.6.1\r\n',
    ],
  ])('that changes into %s is reported as a restart', async (_, answer) => {
    const client = scriptedBoard('print(1)', answer);
    const asked = client.ask('print(1)', { what: phrase('test'), deadlineMs: 5000 }, unhurried);
    await expect(asked).rejects.toMatchObject({ code: 'BOARD_RESTARTED' });
  });

  it.each([
    ['a whole line', 'Pybytes: keep alive\r\nOK1\r\n\x04\x04>'],
    ['a letter of the expected word', 'OhOOK1\r\n\x04\x04>'],
  ])('is found after output of another thread: %s', async (_, answer) => {
    const client = scriptedBoard('print(1)', answer);
    expect(await client.ask('print(1)', { what: phrase('test'), deadlineMs: 5000 }, unhurried)).toBe('1\r\n');
  });

  it('is found when it arrives in pieces', async () => {
    const client = scriptedBoard('print(1)', ['Pybytes: keep alive\r\nO', 'K1\r\n\x04\x04>']);
    expect(await client.ask('print(1)', { what: phrase('test'), deadlineMs: 5000 }, unhurried)).toBe('1\r\n');
  });

  it('that never begins is a timeout', async () => {
    const client = scriptedBoard('print(1)', 'Pybytes: keep alive\r\n');
    const asked = client.ask('print(1)', { what: phrase('test'), deadlineMs: 5000 }, unhurried);
    await expect(asked).rejects.toMatchObject({ code: 'REPL_TIMEOUT' });
  });

  it('is not mistaken for a restart when the tool prints the name of the board', async () => {
    const text = '>>> GPy with firmware version 1.20.2.r4\r\n';
    const client = scriptedBoard('print(1)', `OK${text}\x04\x04>`);
    expect(await client.ask('print(1)', { what: phrase('test'), deadlineMs: 5000 }, unhurried)).toBe(text);
  });
});

describe('the end of the board’s tool', () => {
  const endsWith = (answer: string): ReturnType<typeof runUpgradeOnBoard> => {
    const run = { image: '/flash/a.dup', updater: null, loadFff: true, toolVersion: '1.2.5' };
    const listener = { onLine: () => undefined, onWait: () => undefined };
    return runUpgradeOnBoard(scriptedBoard('sqnsupgrade.run', answer), run, listener, unhurried);
  };
  const REFUSED = 'Received ERROR from AT+SMSWBOOT=3,1! Aborting!\r\n';

  it('by an exit that restarts the board is reported with the printed failure', async () => {
    const { failures } = await endsWith(
      `OK${REFUSED}\x04\x04PYB: soft reboot\r\nraw REPL; CTRL-B to exit\r\n>`,
    );
    expect(failures).toMatchObject([{ code: 'TOOL_MODEM_REFUSED' }]);
  });

  it('by a restart during its next attempt is reported as a restart', async () => {
    const goesOn = `OKCould not detect your modem!\r\nAttempting AT wakeup...\r\n\x04\x04PYB: soft reboot\r\n`;
    await expect(endsWith(goesOn)).rejects.toMatchObject({ code: 'BOARD_RESTARTED' });
  });

  it.each([
    ['continued after', 'Could not detect your modem!\r\nAttempting AT wakeup...\r\n'],
    ['recovered from', 'Upgrade failed with result fail!\r\nAttempting AT wakeup...\r\n'],
  ])('is reported with the last failure, not with the one that it %s', async (_, earlier) => {
    const { failures } = await endsWith(`OK${earlier}${REFUSED}\x04\x04>`);
    expect(failures).toMatchObject([{ code: 'TOOL_MODEM_REFUSED' }]);
  });

  it('after a failed attempt and no other failure is reported with that failure', async () => {
    const { failures } = await endsWith(
      'OKCould not detect your modem!\r\nAttempting AT wakeup...\r\n\x04\x04>',
    );
    expect(failures).toMatchObject([{ code: 'TOOL_MODEM_SILENT' }]);
  });
});

describe('the silence of a running upgrade', () => {
  const silenceAfter = async (text: string): Promise<{ minutes: number; last: string | undefined }> => {
    const client = scriptedBoard('sqnsupgrade.run', `OK${text}`);
    const run = { image: '/flash/a.dup', updater: null, loadFff: true, toolVersion: '1.2.6' };
    const waits: string[] = [];
    const begun = client.clock.now();
    const listener = {
      onLine: () => undefined,
      onWait: ({ template }: { template: string }) => waits.push(template),
    };
    await expect(runUpgradeOnBoard(client, run, listener, unhurried)).rejects.toMatchObject({
      code: 'TOOL_SILENT',
    });
    return { minutes: (client.clock.now() - begun) / 60_000, last: waits.at(-1) };
  };

  it.each([
    ['Attempting AT wakeup...', 4, 5],
    ['Sending 452000 bytes: [####                                    ]  10%', 6, 7],
    ['Waiting for modem to finish the update...', 35, 42],
    ['Resetting....', 35, 42],
  ])('after "%s" is tolerated for as long as the tool itself waits', async (text, atLeast, atMost) => {
    const { minutes, last } = await silenceAfter(text);
    expect(minutes).toBeGreaterThan(atLeast);
    expect(minutes).toBeLessThan(atMost);
    expect(last).toMatch(/modem/);
  });
});
