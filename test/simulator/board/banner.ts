import type { BoardOptions } from './boardOptions';
import { releaseFacts } from './release';

/** The friendly REPL's greeting. Source: the firmware's pyexec.c. */
export function friendlyBanner(options: BoardOptions): string {
  const [tag, , date] = releaseFacts(options.release, options.sysname).build.split(' ');
  const pybytes = options.pybytes ? 'Pybytes Version: 1.6.1\r\n' : '';
  return (
    `Pycom MicroPython ${options.release} [${tag}] on ${date}; ${options.sysname} with ESP32\r\n` +
    `${pybytes}Type "help()" for more information.\r\n`
  );
}

export type ResetCause = 'power' | 'button' | 'watchdog';

/**
 * What the chip's own loader prints after a hard reset or power-on, before the firmware runs. The firmware restarts itself by
 * a watchdog of a millisecond, so that `machine.reset()` and Ctrl-F look like one. Source: machine_reset in the firmware's modmachine.c.
 */
export function romText(why: ResetCause): string {
  const cause = why === 'watchdog' ? 'rst:0x7 (TG0WDT_SYS_RESET)' : 'rst:0x1 (POWERON_RESET)';
  return `ets Jun  8 2016 00:22:57\r\n\r\n${cause},boot:0x17 (SPI_FAST_FLASH_BOOT)\r\nentry 0x400a05e8\r\n`;
}
