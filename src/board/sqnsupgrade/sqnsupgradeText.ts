import { crashFailure, type ToolFailure, toolFailure } from './toolFailures';

/** Where the tool is; each has its own longest silence. */
export type ToolPhase =
  | 'waking'
  | 'preparing'
  | 'bootrom'
  | 'loadingUpdater'
  | 'starting'
  | 'transferred'
  | 'finishing'
  | 'resetting';

/** Modem states as `AT+SMOD?` numbers them. */
type State = 0 | 1 | 2 | 4;

/** One line of what `sqnsupgrade` prints, by its meaning. */
export type ToolLine =
  | { readonly kind: 'banner'; readonly toolVersion: string }
  | { readonly kind: 'board'; readonly sysname: string; readonly release: string }
  | { readonly kind: 'session'; readonly version: number; readonly maximumTransfer: number }
  | { readonly kind: 'progress'; readonly total: number; readonly percent: number }
  | { readonly kind: 'phase'; readonly phase: ToolPhase }
  | { readonly kind: 'onTheFly' | 'updaterNotNeeded' | 'ffhNotNecessary' | 'mirror' | 'doNotDisconnect' }
  | { readonly kind: 'success' }
  | { readonly kind: 'failure'; readonly failure: ToolFailure }
  | { readonly kind: 'state'; readonly state: State | null }
  | { readonly kind: 'version'; readonly ue?: string; readonly lr?: string }
  | { readonly kind: 'software'; readonly version: string | null; readonly build: string }
  | { readonly kind: 'bootloader'; readonly index: number; readonly build: string }
  | { readonly kind: 'imei'; readonly imei: string }
  | { readonly kind: 'text' };

type Reader = readonly [pattern: RegExp, read: (match: RegExpMatchArray) => ToolLine];

const phaseOf =
  (phase: ToolPhase): (() => ToolLine) =>
  () => ({ kind: 'phase', phase });

const just =
  (kind: 'onTheFly' | 'updaterNotNeeded' | 'ffhNotNecessary' | 'mirror' | 'doNotDisconnect' | 'success') =>
  (): ToolLine => ({ kind });

const stateOf =
  (state: State | null): (() => ToolLine) =>
  () => ({ kind: 'state', state });

/** Order matters: the first that fits. Releases 1.1 to 1.2.7 of the tool; older and newer wordings side by side. */
const READERS: readonly Reader[] = [
  [
    /<<< Welcome to the SQN3330 firmware updater(?: \[(.+?)\])? >>>/,
    ([, version]) => ({ kind: 'banner', toolVersion: version ?? '' }),
  ],
  [
    /^>>> (\S+) with firmware version (\S+)/,
    ([, sysname = '', release = '']) => ({ kind: 'board', sysname, release }),
  ],
  [
    /Session opened: version (\d+), max transfer (\d+) bytes/,
    ([, version, maximum]) => ({
      kind: 'session',
      version: Number(version),
      maximumTransfer: Number(maximum),
    }),
  ],
  [
    /Sending (\d+) bytes: \[[# ]*\]\s*(\d{1,3})%/,
    ([, total, percent]) => ({
      kind: 'progress',
      total: Number(total),
      percent: Math.min(100, Number(percent)),
    }),
  ],
  [/Attempting AT wakeup/, phaseOf('waking')],
  [/Preparing modem for upgrade/, phaseOf('preparing')],
  [/(Attempting|Updating|Upgrading|Sending) .*bootrom|Switching to upgrade mode/i, phaseOf('bootrom')],
  [/Waiting for updater to load/, phaseOf('loadingUpdater')],
  [/Starting STP/, phaseOf('starting')],
  [/Code download done/, phaseOf('transferred')],
  [/Waiting for modem to finish the update/, phaseOf('finishing')],
  [/^\s*Resetting\.*/, phaseOf('resetting')],
  [/DO NOT DISCONNECT POWER/, just('doNotDisconnect')],
  [/too big to load via FFF method/, just('onTheFly')],
  [/is not required\. Resum/, just('updaterNotNeeded')],
  [/FFH mode is not necessary/, just('ffhNotNecessary')],
  [/Going into MIRROR mode/, just('mirror')],
  [/Your modem has been successfully updated|^\s*Upgrade completed!/, just('success')],
  [/Your modem is in application mode/, stateOf(2)],
  [/Your modem is in mTools mode/, stateOf(1)],
  [/Your modem is in recovery mode!/, stateOf(0)],
  [/Your modem is in upgrade mode!/, stateOf(4)],
  [/Cannot determine modem state|Could not detect your modem/, stateOf(null)],
  [/^\s*(UE\d\S*)\s*$/, ([, ue = '']) => ({ kind: 'version', ue })],
  [/^\s*(LR\d\S*)\s*$/, ([, lr = '']) => ({ kind: 'version', lr })],
  [
    /^\s*Software\s*:\s*(\d+(?:\.\d+)+)?\s*\[(\d+)\]/,
    ([, version, build = '']) => ({ kind: 'software', version: version ?? null, build }),
  ],
  [
    /^\s*Bootloader(\d)\*?\s*:.*?(?:\[(\d+)\]|-(\d{5})\b)/,
    ([, index, bracketed, dashed]) => ({
      kind: 'bootloader',
      index: Number(index),
      build: bracketed ?? dashed ?? '',
    }),
  ],
  [/^\s*UE\s*:\s*(\d\S*)/, ([, ue = '']) => ({ kind: 'version', ue: `UE${ue}` })],
  // A modem that echoes puts the question between the word and the number.
  [/(?:IMEI:\s*|^\s*)(\d{14,16})\s*$/, ([, imei = '']) => ({ kind: 'imei', imei })],
];

/** The tool reports states in the words of a failure, too; for a query of the state, they are the answer. */
const STATE_WORDS = /Cannot determine modem state|Could not detect your modem/;

/** Reads one line, finished or not; a line of no known meaning is `text`. */
export function parseToolLine(line: string): ToolLine {
  const failure = STATE_WORDS.test(line) ? undefined : toolFailure(line);
  if (failure) return { kind: 'failure', failure };
  for (const [pattern, read] of READERS) {
    const match = line.match(pattern);
    if (match) return read(match);
  }
  return { kind: 'text' };
}

/** As `parseToolLine`, for a run of the upgrade, where not finding the modem is a failure. */
export function parseRunLine(line: string): ToolLine {
  const failure = toolFailure(line);
  return failure ? { kind: 'failure', failure } : parseToolLine(line);
}

/** The failure behind a traceback, or undefined for an empty text. */
export function parseTraceback(text: string): ToolFailure | undefined {
  const lastLine = text.trim().split(/\r?\n/).at(-1)?.trim() ?? '';
  return lastLine === '' ? undefined : crashFailure(lastLine);
}
