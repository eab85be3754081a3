/** Why a board started, as its boot loader tells it. */
export type StartCause = 'watchdog' | 'brownOut' | 'crash' | 'power' | 'deepSleep' | 'unknown';

/** What a board that does not come up says of itself. */
export type StartTrouble = Exclude<StartCause, 'unknown'> | 'downloadMode' | 'noFirmware' | 'loop';

/**
 * Numbers of the ESP32's `rst:0x…`, from Espressif's rom/rtc.h. The firmware restarts by a watchdog of a millisecond, so
 * that 7 is that of `machine.reset()` and Ctrl-F, too (pycom-micropython-sigfox, esp32/mods/modmachine.c).
 */
const CAUSES: Readonly<Record<number, StartCause>> = {
  0x1: 'power',
  0x5: 'deepSleep',
  0x7: 'watchdog',
  0x8: 'watchdog',
  0x9: 'watchdog',
  0xb: 'watchdog',
  0xd: 'watchdog',
  0xf: 'brownOut',
  0x10: 'power',
};

const RESET_LINE = /^rst:0x([0-9a-f]+) \(/;
const BROWN_OUT = /Brownout detector was triggered/;
const CRASH = /Guru Meditation Error|abort\(\) was called|CORRUPT HEAP|Stack canary|assert(ion)? .*failed/;
const DOWNLOAD = /waiting for download|DOWNLOAD_BOOT|DOWNLOAD\(/;
const NO_FIRMWARE = /flash read err|invalid header: 0x|csum err|nothing to load|load partition table error/;
/** A line that ends later than this is no line of a boot loader. */
const LONGEST_LINE = 300;
/** One start may be our own doing. */
const LOOPS_FROM = 3;

/** Follows what a board says while it starts, in pieces that may be cut anywhere. */
export class StartText {
  /** Starts that were seen. */
  starts = 0;
  cause: StartCause = 'unknown';
  private line = '';
  private brownOut = false;
  private crashes = 0;
  private download = false;
  private noFirmware = false;
  private sleeps = 0;

  push(text: string): void {
    const lines = (this.line + text).split(/[\r\n]+/);
    this.line = (lines.pop() ?? '').slice(-LONGEST_LINE);
    for (const line of lines) this.read(line);
    // The reset line says all by its beginning.
    if (RESET_LINE.test(this.line)) {
      this.read(this.line);
      this.line = '';
    }
  }

  /** What keeps it from coming up; undefined where its text tells of nothing of the kind. */
  get trouble(): StartTrouble | undefined {
    if (this.brownOut) return 'brownOut';
    if (this.download) return 'downloadMode';
    if (this.noFirmware) return 'noFirmware';
    if (this.crashes > 1) return 'crash';
    if (this.sleeps > 0 && this.cause === 'deepSleep') return 'deepSleep';
    if (this.starts < LOOPS_FROM) return undefined;
    return this.cause === 'watchdog' ? 'watchdog' : 'loop';
  }

  private read(line: string): void {
    if (BROWN_OUT.test(line)) this.brownOut = true;
    if (CRASH.test(line)) this.crashes++;
    if (DOWNLOAD.test(line)) this.download = true;
    if (NO_FIRMWARE.test(line)) this.noFirmware = true;
    const number = RESET_LINE.exec(line)?.[1];
    if (number === undefined) return;
    this.starts++;
    const told = CAUSES[parseInt(number, 16)] ?? 'unknown';
    // The firmware restarts itself behind words that say why.
    const crashed = told === 'unknown' && this.crashes > 0;
    this.cause = this.brownOut ? 'brownOut' : crashed ? 'crash' : told;
    if (told === 'brownOut') this.brownOut = true;
    if (told === 'deepSleep') this.sleeps++;
  }
}
