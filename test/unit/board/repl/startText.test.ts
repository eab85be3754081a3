import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { StartText } from '../../../../src/board/repl/startText';

const rom = (reset: string): string =>
  `ets Jun  8 2016 00:22:57\r\n\r\nrst:${reset},boot:0x17 (SPI_FAST_FLASH_BOOT)\r\nconfigsip: 0, SPIWP:0xee\r\nentry 0x400a05e8\r\n`;

const SAYINGS: readonly (readonly [string, string, string | undefined])[] = [
  ['one start', rom('0x1 (POWERON_RESET)'), undefined],
  ['a program', 'measurement 17\r\n'.repeat(50), undefined],
  ['a watchdog', rom('0x7 (TG0WDT_SYS_RESET)').repeat(3), 'watchdog'],
  ['a weak supply', `\r\nBrownout detector was triggered\r\n\r\n${rom('0xc (SW_CPU_RESET)')}`, 'brownOut'],
  ['a weak supply, in the chip’s words', rom('0xf (RTCWDT_BROWN_OUT_RESET)'), 'brownOut'],
  [
    'a crash, again and again',
    `Guru Meditation Error: Core  1 panic'ed (LoadProhibited)\r\n${rom('0xc (SW_CPU_RESET)')}`.repeat(2),
    'crash',
  ],
  [
    'download mode',
    'ets Jun  8 2016 00:22:57\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))\r\nwaiting for download\r\n',
    'downloadMode',
  ],
  [
    'no firmware',
    `${rom('0x10 (RTCWDT_RTC_RESET)')}flash read err, 1000\r\nets_main.c 371 \r\n`,
    'noFirmware',
  ],
  ['deep sleep', rom('0x5 (DEEPSLEEP_RESET)'), 'deepSleep'],
  ['a loop of another kind', rom('0xc (SW_CPU_RESET)').repeat(3), 'loop'],
];

describe('the text of a starting board', () => {
  it.each(SAYINGS)('reports %s', (_, text, trouble) => {
    const start = new StartText();
    start.push(text);
    expect(start.trouble).toBe(trouble);
  });

  property.prop([fc.constantFrom(...SAYINGS), fc.integer({ min: 1, max: 40 })])(
    'gives the same result in any pieces',
    ([, text, trouble], piece) => {
      const start = new StartText();
      for (let at = 0; at < text.length; at += piece) start.push(text.slice(at, at + piece));
      expect(start.trouble).toBe(trouble);
    },
  );
});
