import { phrase } from '../base/phrase';
import { isUpgradeError } from '../base/upgradeError';
import { isVersionAtLeast } from '../base/versionNumber';
import { boardErrors } from './errors';
import { type ModemText, parseModemText } from './modemText';
import type { OutputLine } from './outputLines';
import modemInfoProgram from './programs/modemInfo.py';
import type { ReplClient } from './replClient';
import { parseTraceback } from './sqnsupgradeText';
import { toolError } from './toolFailures';
import type { OnWait } from './wait';

/** What a reading takes besides finding the modem, at most: its versions, hanging up. */
const ANSWERS_MS = 53_000;
/**
 * How long the tool looks for a modem that does not answer, milliseconds. Up to 1.2.2 it goes through all of its rounds five
 * times over. Source: `info()` and `detect_modem_state()` of each release.
 */
const SEARCHES: readonly (readonly [since: string, ms: number])[] = [
  ['1.2.3', 67_000],
  ['0', 150_000],
];

/** State of a modem whose versions can be asked for. */
const APPLICATION = 2;
/** What asking for the boot loaders may end in, with a modem that told its version before. */
const UNANSWERED = ['REPL_TIMEOUT', 'TOOL_CRASHED', 'TOOL_MODEM_REFUSED', 'TOOL_MODEM_SILENT'] as const;

/**
 * Asks the board for its modem: `sqnsupgrade.info()`, and in application mode its verbose form too, which alone names the
 * boot loaders. Opens the modem's port, so it is done on request only. What the first form said is kept whatever becomes of the
 * second: the bootrom is unknown then.
 * @param toolVersion of the board's tool; null where it is not known
 * @param onUnanswered called with the reason why the boot loaders are not known
 * @throws BOARD_TOOL_TOO_OLD, TOOL_CRASHED and those of `ReplClient.execute`
 */
export async function readModemThroughBoard(
  client: ReplClient,
  toolVersion: string | null,
  { onWait, onUnanswered }: ReadingListener,
  signal: AbortSignal,
): Promise<ModemText> {
  const limitMs = readingLimitMs(toolVersion);
  const lines = await info(client, false, { limitMs, onWait }, signal);
  const modem = parseModemText(lines);
  if (modem.state !== APPLICATION) return modem;
  try {
    const verbose = await info(client, true, { limitMs, onWait }, signal);
    const both = parseModemText([...lines, ...verbose]);
    // Where it has fallen silent, what it said when it answered counts.
    return both.state === null ? modem : both;
  } catch (error) {
    if (!UNANSWERED.some((code) => isUpgradeError(error, code))) throw error;
    onUnanswered(error);
    // The question may hang there still.
    await client.enter(signal);
    return modem;
  }
}

export interface ReadingListener {
  readonly onWait: OnWait;
  readonly onUnanswered: (reason: unknown) => void;
}

/** The longest that a tool of this version may take for one reading, milliseconds. */
export function readingLimitMs(toolVersion: string | null): number {
  const [, searchMs = 0] =
    SEARCHES.find(([since]) => isVersionAtLeast(toolVersion ?? '0', since)) ?? SEARCHES.at(-1) ?? [];
  return searchMs + ANSWERS_MS;
}

async function info(
  client: ReplClient,
  verbose: boolean,
  { limitMs, onWait }: { readonly limitMs: number; readonly onWait: OnWait },
  signal: AbortSignal,
): Promise<string[]> {
  onWait(
    verbose
      ? phrase('The modem answers. Reading its boot loader versions.')
      : phrase(
          'Reading the modem through the board. If the modem doesn’t answer, this takes up to {minutes} minutes.',
          {
            minutes: Math.ceil(limitMs / 60_000),
          },
        ),
    client.clock.wallTime() + limitMs,
  );
  const lines: string[] = [];
  const { error } = await client.execute(
    modemInfoProgram,
    {
      what: phrase('ask the modem'),
      parameters: { verbose },
      deadlineMs: limitMs,
      onLine: ({ text, finished }: OutputLine) => {
        if (finished) lines.push(text);
      },
    },
    signal,
  );
  if (/no attribute 'info'/.test(error)) throw boardErrors.toolTooOld('1.1', '1.2');
  const failure = parseTraceback(error);
  if (failure) throw toolError(failure, error);
  return lines;
}
