/** Control characters of MicroPython's REPL, and what Pycom's firmware answers to them. */
export const KEY = {
  /** Ctrl-A: enter the raw REPL. */
  raw: 0x01,
  /** Ctrl-B: back to the friendly REPL. */
  friendly: 0x02,
  /** Ctrl-C: interrupt, or clear the line. */
  interrupt: 0x03,
  /** Ctrl-D: run what was sent (raw), soft reset on an empty line. */
  run: 0x04,
  /** Ctrl-F: restart without boot.py and main.py, wherever it stands in the stream. */
  safeBoot: 0x06,
} as const;

export const RAW_BANNER = 'raw REPL; CTRL-B to exit\r\n>';
export const FRIENDLY_PROMPT = '>>> ';

/**
 * Seen only while a board starts: the ESP32's boot loader, a soft reset (Pycom prints `PYB:`), the banner. Output of a
 * program that was asked for never has such a line.
 */
const RESTART = /^rst:0x[0-9a-f]+ \(|^(PYB|MPY): soft reboot|MicroPython \S+.* on \d{4}-\d\d-\d\d; .+ with /;

export function tellsRestart(line: string): boolean {
  return RESTART.test(line);
}
