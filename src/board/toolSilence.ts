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
    reason: phrase('The board looks for its modem.'),
  },
  waking: {
    limitMs: WAKE_UP_MS + MARGIN_MS,
    reason: phrase('The board wakes the modem up.'),
  },
  preparing: {
    limitMs: DETECT_MS + WAKE_UP_MS + MARGIN_MS,
    reason: phrase('The board prepares the modem.'),
  },
  bootrom: {
    limitMs: LOOP_MS + WAKE_UP_MS + MARGIN_MS,
    reason: phrase('The boot loader of the modem is renewed.'),
  },
  loadingUpdater: {
    limitMs: LONG_WAKE_UP_MS + MARGIN_MS,
    reason: phrase('The modem starts its updater. That can take minutes without a word.'),
  },
  starting: {
    limitMs: FRAME_MS + MARGIN_MS,
    reason: phrase('The modem gets ready for the transfer.'),
  },
  sending: {
    limitMs: FRAME_MS + MARGIN_MS,
    reason: phrase(
      'The modem takes the file. That it stands still around 7 to 10 % and at 99 % is normal, for five minutes and more.',
    ),
  },
  transferred: {
    limitMs: LONG_WAKE_UP_MS + LOOP_MS + MARGIN_MS,
    reason: phrase('The modem has the whole file and works on it.'),
  },
  finishing: {
    limitMs: LONG_WAKE_UP_MS + LOOP_MS + MARGIN_MS,
    reason: phrase('The modem installs its new firmware. Do not disconnect the power.'),
  },
  resetting: {
    limitMs: LOOP_MS + LONG_WAKE_UP_MS + MARGIN_MS,
    reason: phrase('The modem restarts.'),
  },
};

export function silenceIn(phase: ToolPhase | 'detecting' | 'sending'): Silence {
  return SILENCES[phase];
}
