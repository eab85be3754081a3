import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { contains, render } from '../../../../src/base/phrase';
import { POWER_OFF } from '../../../../src/base/powerOff';
import {
  parseRunLine,
  parseToolLine,
  parseTraceback,
} from '../../../../src/board/sqnsupgrade/sqnsupgradeText';

describe('a line of sqnsupgrade', () => {
  it.each([
    ['<<< Welcome to the SQN3330 firmware updater [1.2.6] >>>', { kind: 'banner', toolVersion: '1.2.6' }],
    ['<<< Welcome to the SQN3330 firmware updater >>>', { kind: 'banner', toolVersion: '' }],
    ['>>> GPy with firmware version 1.20.2.r4', { kind: 'board', sysname: 'GPy', release: '1.20.2.r4' }],
    [
      'Session opened: version 1, max transfer 8192 bytes',
      { kind: 'session', version: 1, maximumTransfer: 8192 },
    ],
    [
      'Sending 452000 bytes: [####                                    ]  12%',
      { kind: 'progress', total: 452000, percent: 12 },
    ],
    [
      'Sending 5996938 bytes: [########################################] 100%',
      { kind: 'progress', total: 5996938, percent: 100 },
    ],
    ['Attempting AT wakeup...', { kind: 'phase', phase: 'waking' }],
    ['Preparing modem for upgrade...', { kind: 'phase', phase: 'preparing' }],
    ['Waiting for updater to load...', { kind: 'phase', phase: 'loadingUpdater' }],
    ['Starting STP ON_THE_FLY', { kind: 'phase', phase: 'starting' }],
    ['Starting STP [FFF]', { kind: 'phase', phase: 'starting' }],
    ['Code download done, returning to user mode', { kind: 'phase', phase: 'transferred' }],
    ['Waiting for modem to finish the update...', { kind: 'phase', phase: 'finishing' }],
    ['Resetting......', { kind: 'phase', phase: 'resetting' }],
    ['<<<=== DO NOT DISCONNECT POWER ===>>>', { kind: 'doNotDisconnect' }],
    ['Your modem has been successfully updated.', { kind: 'success' }],
    ['Upgrade completed!', { kind: 'success' }],
    ['FFH mode is not necessary... ignoring!', { kind: 'ffhNotNecessary' }],
    [
      'Going into MIRROR mode... please close this terminal to resume the upgrade via UART',
      { kind: 'mirror' },
    ],
    ['updater.elf is not required. Resumining normal upgrade.', { kind: 'updaterNotNeeded' }],
    ['Firmware file is too big to load via FFF method. Using ON_THE_FLY', { kind: 'onTheFly' }],
    ['Your modem is in mTools mode.', { kind: 'state', state: 1 }],
    ['UE5.0.0.0d', { kind: 'version', ue: 'UE5.0.0.0d' }],
    ['LR5.1.1.0-41065', { kind: 'version', lr: 'LR5.1.1.0-41065' }],
    ['IMEI: 354346099225475', { kind: 'imei', imei: '354346099225475' }],
    ['354346099225475', { kind: 'imei', imei: '354346099225475' }],
    ['This might take several minutes!', { kind: 'text' }],
    ["Here's the current firmware version:", { kind: 'text' }],
    ['', { kind: 'text' }],
  ])('%j', (line, meaning) => {
    expect(parseToolLine(line)).toEqual(meaning);
  });

  it.each([
    ['Exception when checking file /flash/x.dup... wrong file name?', 'TOOL_FILE_UNUSABLE'],
    ['Unable to mount SD card!', 'TOOL_SD_CARD'],
    ['SD card already mounted on /card!', 'TOOL_SD_CARD'],
    ['Firmware file is too small!', 'TOOL_FILE_UNUSABLE'],
    ['Your modem is in recovery mode. Please specify updater.elf file', 'TOOL_UPDATER_NEEDED'],
    ['Received ERROR from AT+SMSWBOOT=3,1! Aborting!', 'TOOL_MODEM_REFUSED'],
    ['Received ERROR from AT+SMSWBOOT=0,0! Aborting!', 'TOOL_MODEM_REFUSED'],
    ['Received ERROR from AT+SMSWBOOT=1,0! Aborting!', 'TOOL_MODEM_REFUSED'],
    ['AT+SMSWBOOT=3,0 failed!', 'TOOL_MODEM_REFUSED'],
    ["Invalid answer 'b'\\x00'' from the device", 'TOOL_MODEM_REFUSED'],
    ['Failed to start STP mode!', 'TOOL_MODEM_REFUSED'],
    ['AT auto-negotiation failed! Exiting.', 'TOOL_MODEM_SILENT'],
    ['ERROR sending AT command... no response?', 'TOOL_MODEM_SILENT'],
    ['Code download failed[1], aborting!', 'TOOL_TRANSFER_FAILED'],
    ['Code download failed [2], aborting!', 'TOOL_TRANSFER_FAILED'],
    ['Code download failed, aborting!', 'TOOL_TRANSFER_FAILED'],
    ['Upgrade failed with result failure[diffUpgrade,226]!', 'TOOL_UPGRADE_FAILED'],
    ['Please check your firmware file(s)', 'TOOL_UPGRADE_FAILED'],
    ['Timeout while waiting for modem to finish updating!', 'TOOL_UPGRADE_FAILED'],
    ['Timeout waiting for modem to respond!', 'TOOL_MODEM_SILENT'],
    ['Unable to upgrade bootrom.', 'TOOL_UPGRADE_FAILED'],
    ['Unable to load updater from /flash/updater.elf', 'TOOL_TRANSFER_FAILED'],
    ['This firmware does not contain a recovery bootrom.', 'TOOL_FILE_UNUSABLE'],
    ['Firmware does not support LTE.modem_upgrade_mode()!', 'BOARD_MIRROR_MODE_MISSING'],
    ['Could not detect your modem!', 'TOOL_MODEM_SILENT'],
    ['Cannot determine modem state!', 'TOOL_MODEM_SILENT'],
  ])('recognises a failure of a run: %s', (line, code) => {
    const meaning = parseRunLine(line);
    expect(meaning).toMatchObject({ kind: 'failure', failure: { code } });
    if (meaning.kind !== 'failure') return;
    expect(render(meaning.failure.sentence)).toMatch(/^[A-Z].+\.$/);
    expect(render(meaning.failure.remedy)).toMatch(/^[A-Z].+\.$/);
  });

  it('knows which lines explain another failure', () => {
    expect(parseRunLine('Please check your firmware file(s)')).toMatchObject({ failure: { detail: true } });
    expect(parseRunLine('Unable to mount SD card!')).toMatchObject({ failure: { detail: false } });
  });

  it.each([
    ["Invalid answer 'b'\\x00'' from the device", true],
    ['Failed to start STP mode!', true],
    ['Timeout waiting for modem to respond!', false],
  ])('recommends UART when the board’s own transfer may fail again: %s', (line, leads) => {
    const meaning = parseRunLine(line);
    if (meaning.kind !== 'failure') throw new Error(meaning.kind);
    const { remedy } = meaning.failure;
    expect(/use UART/.test(render(remedy))).toBe(leads);
    // Advice for an interrupted upgrade looks for this phrase.
    expect(contains(remedy, POWER_OFF)).toBe(true);
  });

  it('reads recovery as a state when it only asks for the state', () => {
    const line = 'Your modem is in recovery mode! Use firmware.dup and updater.elf to flash new firmware.';
    expect(parseToolLine(line)).toEqual({ kind: 'state', state: 0 });
    expect(parseToolLine('Could not detect your modem!')).toEqual({ kind: 'state', state: null });
  });

  test.prop([fc.integer({ min: 128, max: 9_999_999 }), fc.integer({ min: 0, max: 100 })])(
    'reads every progress bar that the tool can draw',
    (total, percent) => {
      const bar = '#'.repeat(Math.floor((percent * 40) / 100)).padEnd(40);
      const line = `Sending ${total} bytes: [${bar}] ${String(percent).padStart(3)}%`;
      expect(parseRunLine(line)).toEqual({ kind: 'progress', total, percent });
      // A bar that is cut before the percent sign must not be read as another number.
      for (let length = 0; length < line.length; length++) {
        expect(parseRunLine(line.slice(0, length)).kind).toBe('text');
      }
    },
  );

  test.prop([fc.string({ unit: 'binary' })])('accepts any text without an error', (line) => {
    expect(parseToolLine(line).kind).toEqual(expect.any(String));
    expect(parseRunLine(line).kind).toEqual(expect.any(String));
  });
});

describe('a traceback', () => {
  const traceback = (last: string): string =>
    `Traceback (most recent call last):\r\n  File "<stdin>", line 1, in <module>\r\n${last}\r\n`;

  it.each([
    ["ImportError: no module named 'sqnsupgrade'", 'BOARD_TOOL_MISSING'],
    ['ImportError: cannot import name LTE', 'BOARD_TOOL_TOO_OLD'],
    ["AttributeError: 'module' object has no attribute 'uart'", 'BOARD_TOOL_TOO_OLD'],
    ["TypeError: 'int' object is not subscriptable", 'BOARD_TOOL_TOO_OLD'],
    ["OSError: Invalid answer 'b'\\x00\\r\\n'' from the device", 'TOOL_MODEM_REFUSED'],
    ['OSError: [Errno 5] EIO', 'TOOL_CRASHED'],
    ['MemoryError: memory allocation failed, allocating 8192 bytes', 'TOOL_CRASHED'],
    ['KeyboardInterrupt: ', 'TOOL_CRASHED'],
  ])('%s', (last, code) => {
    const failure = parseTraceback(traceback(last));
    expect(failure?.code).toBe(code);
    expect(failure && render(failure.sentence)).not.toContain('{');
  });

  it('is undefined when nothing was printed', () => {
    expect(parseTraceback('')).toBeUndefined();
    expect(parseTraceback('\r\n')).toBeUndefined();
  });
});
