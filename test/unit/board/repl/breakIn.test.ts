import { describe, expect, it } from 'vitest';
import { render } from '../../../../src/base/phrase';
import { UpgradeError } from '../../../../src/base/upgradeError';
import { ReplClient } from '../../../../src/board/repl/replClient';
import { ByteStream } from '../../../../src/transport/byteStream';
import { VirtualClock } from '../../../simulator/virtualClock';
import { FakeTransport } from '../../transport/fakeTransport';

const rom = (reset: string): string =>
  `ets Jun  8 2016 00:22:57\r\n\r\nrst:${reset},boot:0x17 (SPI_FAST_FLASH_BOOT)\r\nentry 0x400a05e8\r\n`;

/** The error for a board that prints this text once a second and ignores all input. */
async function toldOf(text: string): Promise<UpgradeError> {
  const clock = new VirtualClock();
  const transport = new FakeTransport();
  transport.baudRate = 115_200;
  const over = new AbortController();
  const talk = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(1000, over.signal);
      transport.say(text);
    }
  };
  const talking = talk().catch(() => undefined);
  try {
    await new ReplClient(new ByteStream(transport, clock), clock).enter(new AbortController().signal);
  } catch (error) {
    if (error instanceof UpgradeError) return error;
    throw error;
  } finally {
    over.abort();
    await talking;
  }
  throw new Error('it was broken into');
}

describe('a board that does not show its prompt', () => {
  it.each([
    [
      'BOARD_BROWNOUT',
      `\r\nBrownout detector was triggered\r\n\r\n${rom('0xc (SW_CPU_RESET)')}`,
      /USB cable/,
    ],
    ['BOARD_WATCHDOG', rom('0x7 (TG0WDT_SYS_RESET)'), /wdt_on_boot/],
    ['BOARD_NOT_STARTING', `Guru Meditation Error: Core  1 panic'ed\r\n${rom('0xc (SW_CPU_RESET)')}`, /P12/],
    ['BOARD_NOT_STARTING', 'flash read err, 1000\r\n', /Firmware Update/],
    ['BOARD_NOT_STARTING', 'waiting for download\r\n', /P2/],
    ['BOARD_SLEEPS', rom('0x5 (DEEPSLEEP_RESET)'), /P12/],
    ['REPL_BUSY', 'measurement 17\r\n', /P12/],
    ['REPL_SILENT', '', /os\.dupterm.*P12.*one to two seconds/],
  ])('is reported with the cause that it printed: %s', async (code, text, remedy) => {
    const error = await toldOf(text);
    expect(error.code).toBe(code);
    expect(render(error.remedy)).toMatch(remedy);
  });
});
