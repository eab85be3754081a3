import { type Phrase, phrase } from '../base/phrase';
import type { ToolPhase } from './sqnsupgradeText';

/**
 * The tool's own limits, from how it reads: 20 s of silence a read and a second between, 11 reads for a wake-up, 101 after a
 * transfer or a reset; five rounds of detecting take 67 s; a frame is awaited 90 s, four times; its other loops take 300 s.
 * Silence within them is no failure, and a little is added for what happens around them.
 */
const WAKE_UP_MS = 11 * 21_000;
const LONG_WAKE_UP_MS = 101 * 21_000;
const DETECT_MS = 67_000;
const FRAME_MS = 4 * 90_000;
const LOOP_MS = 300_000;
const MARGIN_MS = 20_000;

export interface Silence {
  readonly limitMs: number;
  readonly reason: Phrase;
}

const SILENCES: Readonly<Record<ToolPhase | 'detecting' | 'sending', Silence>> = {
  detecting: {
    limitMs: DETECT_MS + WAKE_UP_MS + MARGIN_MS,
    reason: phrase('The board is looking for its modem.'),
  },
  waking: {
    limitMs: WAKE_UP_MS + MARGIN_MS,
    reason: phrase('The board is waking the modem.'),
  },
  preparing: {
    limitMs: DETECT_MS + WAKE_UP_MS + MARGIN_MS,
    reason: phrase('The board is preparing the modem.'),
  },
  bootrom: {
    limitMs: LOOP_MS + WAKE_UP_MS + MARGIN_MS,
    reason: phrase('The board is replacing the modem’s boot loader.'),
  },
  loadingUpdater: {
    limitMs: LONG_WAKE_UP_MS + MARGIN_MS,
    reason: phrase('The modem is starting its updater. It may stay silent for several minutes.'),
  },
  starting: {
    limitMs: FRAME_MS + MARGIN_MS,
    reason: phrase('The modem is preparing for the transfer.'),
  },
  sending: {
    limitMs: FRAME_MS + MARGIN_MS,
    reason: phrase(
      'The modem is receiving the file. It often pauses around 7 to 10 % and at 99 %, for five minutes or more.',
    ),
  },
  transferred: {
    limitMs: LONG_WAKE_UP_MS + LOOP_MS + MARGIN_MS,
    reason: phrase('The modem has received the whole file and is processing it.'),
  },
  finishing: {
    limitMs: LONG_WAKE_UP_MS + LOOP_MS + MARGIN_MS,
    reason: phrase('The modem is installing the new firmware. Don’t unplug the board.'),
  },
  resetting: {
    limitMs: LOOP_MS + LONG_WAKE_UP_MS + MARGIN_MS,
    reason: phrase('The modem is restarting.'),
  },
};

export function silenceIn(phase: ToolPhase | 'detecting' | 'sending'): Silence {
  return SILENCES[phase];
}
