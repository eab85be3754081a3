import { describe, expect, it } from 'vitest';
import { render } from '../../../src/base/phrase';
import {
  parseModemText,
  readingLimitMs,
  readModemThroughBoard,
} from '../../../src/board/readModemThroughBoard';
import { scriptedBoard } from './scriptedBoard';

const { signal } = new AbortController();
const PLAIN =
  'OKYour modem is in application mode. Here is the current version:\r\nUE5.0.0.0d\r\nLR5.1.1.0-41065\r\n\x04\x04>';

const VERBOSE = [
  'OKYour modem is in application mode. Here is the current version:',
  'SYSTEM VERSION',
  '    Bootloader0  : 5.1.1.0 [38638]',
  '    Software     : 5.1.1.0 [41065] by robot-soft at 2018-08-20 09:51:46',
  'IMEI: 354346099225475',
  '\x04\x04>',
].join('\r\n');

describe('reading the modem through the board', () => {
  const read = (client: ReturnType<typeof scriptedBoard>, reasons: unknown[] = []): Promise<unknown> =>
    readModemThroughBoard(
      client,
      '1.2.0',
      { onWait: () => undefined, onUnanswered: (reason) => reasons.push(reason) },
      signal,
    );

  it('asks once when the verbose form has everything', async () => {
    // A second question would have no answer.
    expect(await read(scriptedBoard('verbose=True', VERBOSE))).toMatchObject({
      state: 2,
      build: '41065',
      family: 'CAT-M1',
      bootrom: '38638',
      imei: '354346099225475',
    });
  });

  it.each([
    ['has no version', VERBOSE.replace('5.1.1.0 [41065]', '[41065]'), '38638'],
    ['finds no modem', 'OKCould not detect your modem!\r\n\x04\x04>', null],
  ])('also asks for the plain form when the verbose form %s', async (_, verbose, bootrom) => {
    const client = scriptedBoard('verbose=True', verbose, undefined, { 'verbose=False': PLAIN });
    expect(await read(client)).toMatchObject({ state: 2, build: '41065', family: 'CAT-M1', bootrom });
  });

  it('keeps the verbose answer when the plain form finds no modem', async () => {
    const unnamed = VERBOSE.replace('5.1.1.0 [41065]', '[41065]');
    const client = scriptedBoard('verbose=True', unnamed, undefined, {
      'verbose=False': 'OKCould not detect your modem!\r\n\x04\x04>',
    });
    expect(await read(client)).toMatchObject({ state: 2, build: '41065' });
  });

  it('takes the version from the plain form when the verbose form falls silent, and says until when it waits', async () => {
    const client = scriptedBoard('verbose=False', PLAIN, 'verbose=True');
    const begun = client.clock.wallTime();
    const waits: [string, number][] = [];
    const reasons: unknown[] = [];
    const reading = await readModemThroughBoard(
      client,
      '1.2.0',
      {
        onWait: (reason, until) => waits.push([render(reason), until - begun]),
        onUnanswered: (reason) => reasons.push(reason),
      },
      signal,
    );
    expect(reading).toMatchObject({ state: 2, build: '41065', bootrom: null });
    expect(reasons).toEqual([expect.objectContaining({ code: 'REPL_TIMEOUT' })]);
    expect(waits[0]?.[0]).toBe(
      'Reading the modem through the board. If the modem doesn’t answer, this takes up to 4 minutes.',
    );
    expect(waits[0]?.[1]).toBeGreaterThan(150_000);
  });
});

describe('the time limit of a reading', () => {
  // The time that each release takes when the modem does not answer, in seconds.
  it.each([
    ['1.2.0', 150],
    ['1.2.2', 141],
    ['1.2.3', 67],
    ['1.2.6', 67],
    ['1.1', 150],
    [null, 150],
  ])('with tool %s is slightly longer than %d s', (version, seconds) => {
    expect(readingLimitMs(version)).toBeGreaterThan(seconds * 1000);
    expect(readingLimitMs(version)).toBeLessThan((seconds + 75) * 1000);
  });
});

const BANNER = [
  '<<< Welcome to the SQN3330 firmware updater [1.2.6] >>>',
  '>>> GPy with firmware version 1.20.2.r4',
];

const SYSTEM_VERSION = `
SYSTEM VERSION
==============
  FIRMWARE VERSION
    Bootloader0  : 5.1.1.0 [33080]
    Bootloader1  : 5.1.1.0 [38638]
    Bootloader2* : 5.1.1.0 [38638]
    NV Info      : 1.1,0,0
    Software     : 5.1.1.0 [38638] by robot-soft at 2018-08-20 09:51:46
    UE           : 5.0.0.0d
  COMPONENTS
    ZSP0         : 1.0.99-13604
    ZSP1         : 1.0.99-12341
`.split('\n');

const NOTHING = {
  state: null,
  ue: null,
  lr: null,
  build: null,
  family: null,
  imei: null,
  bootrom: null,
  agrees: true,
};

describe('what info() prints', () => {
  it('names the same build in both forms, or the reading is marked as misread', () => {
    const plain = ['LR5.1.1.0-38639'];
    expect(parseModemText([...plain, ...SYSTEM_VERSION])).toMatchObject({ build: '38639', agrees: false });
  });

  it('is understood in application mode', () => {
    const lines = [
      ...BANNER,
      'Your modem is in application mode. Here is the current version:',
      'UE5.0.0.0d',
      'LR5.1.1.0-41065',
      '',
      'IMEI: 354346099225475',
    ];
    expect(parseModemText(lines)).toEqual({
      state: 2,
      agrees: true,
      ue: 'UE5.0.0.0d',
      lr: 'LR5.1.1.0-41065',
      build: '41065',
      family: 'CAT-M1',
      imei: '354346099225475',
      bootrom: null,
    });
  });

  it('is understood in application mode, verbose', () => {
    const lines = [
      ...BANNER,
      'Your modem is in application mode. Here is the current version:',
      ...SYSTEM_VERSION,
      'IMEI: 354346099225475',
    ];
    expect(parseModemText(lines)).toEqual({
      state: 2,
      agrees: true,
      ue: 'UE5.0.0.0d',
      lr: 'LR5.1.1.0-38638',
      build: '38638',
      family: 'CAT-M1',
      imei: '354346099225475',
      bootrom: '33080',
    });
  });

  it('is understood as it was seen in the field', () => {
    const lines = [
      '    Bootloader0  : BUILD5.1.1.0-33988 by robot-soft at 2017-12-11 15:06:33',
      '',
      '    Software     : [41019] by robot-soft at 2019-07-23 10:02:40',
      '',
      '    UE           :',
    ];
    expect(parseModemText(lines)).toEqual({ ...NOTHING, build: '41019', bootrom: '33988' });
  });

  it.each([
    ['Your modem is in mTools mode.', 1],
    ['Your modem is in recovery mode! Use firmware.dup and updater.elf to flash new firmware.', 0],
    ['Your modem is in upgrade mode! Use firmware.dup to flash new firmware.', 4],
    ['Cannot determine modem state!', null],
  ])('%s', (line, state) => {
    expect(parseModemText([...BANNER, line])).toEqual({ ...NOTHING, state });
  });

  it('gives the NB-IoT family from the version number', () => {
    expect(parseModemText(['LR6.0.0.0-41019'])).toMatchObject({ family: 'NB-IoT', build: '41019' });
  });
});
