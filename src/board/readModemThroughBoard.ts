import { phrase } from '../base/phrase';
import { isUpgradeError } from '../base/upgradeError';
import { toolTraits } from './boardRelease';
import { boardErrors } from './errors';
import type { OutputLine } from './repl/outputLines';
import modemInfoProgram from './programs/modemInfo.py';
import type { ReplClient } from './repl/replClient';
import { parseToolLine, parseTraceback } from './sqnsupgrade/sqnsupgradeText';
import { toolError } from './sqnsupgrade/toolFailures';
import type { OnWait } from './wait';
import { type Family, familyOf } from '../base/family';

/** What a reading takes besides finding the modem, at most: its versions, hanging up. */
const ANSWERS_MS = 53_000;

/** State of a modem whose versions can be asked for. */
const APPLICATION = 2;
/** What the verbose form may end in with a modem that tells its version in the plain one. */
const UNANSWERED = ['REPL_TIMEOUT', 'TOOL_CRASHED', 'TOOL_MODEM_REFUSED', 'TOOL_MODEM_SILENT'] as const;

/**
 * Asks the board for its modem: `sqnsupgrade.info(verbose=True)`, which alone names the boot loaders, and the plain form where that
 * did not say enough, or failed. Each takes the board some four seconds. Opens the modem's port, so it is done on request only. What one form said is
 * kept whatever becomes of the other; of a verbose one that broke off nothing is, and the bootrom is unknown then. That nothing was misread
 * shows in a second reading: none is written to a modem that does not say twice the same.
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
  const verbose = await verboseInfo(client, { limitMs, onWait, onUnanswered }, signal);
  const first = parseModemText(verbose);
  if (saysEnough(first)) return first;
  const lines = await info(client, false, { limitMs, onWait }, signal);
  const both = parseModemText([...verbose, ...lines]);
  // Where it has fallen silent, what it said when it answered counts.
  return both.state === null && first.state !== null ? first : both;
}

/** Whether the plain form could add nothing: outside of its firmware a modem tells its state alone. */
function saysEnough({ state, build, family }: ModemText): boolean {
  return state !== null && (state !== APPLICATION || (build !== null && family !== null));
}

/** @returns nothing where it failed, with the board at its prompt */
async function verboseInfo(
  client: ReplClient,
  { onUnanswered, ...limits }: InfoLimits & Pick<ReadingListener, 'onUnanswered'>,
  signal: AbortSignal,
): Promise<string[]> {
  try {
    return await info(client, true, limits, signal);
  } catch (error) {
    if (!UNANSWERED.some((code) => isUpgradeError(error, code))) throw error;
    onUnanswered(error);
    // The question may hang there still.
    await client.enter(signal);
    return [];
  }
}

interface InfoLimits {
  readonly limitMs: number;
  readonly onWait: OnWait;
}

export interface ReadingListener {
  readonly onWait: OnWait;
  readonly onUnanswered: (reason: unknown) => void;
}

/** The longest that a tool of this version may take for one reading, milliseconds. */
export function readingLimitMs(toolVersion: string | null): number {
  return toolTraits(toolVersion).searchMs + ANSWERS_MS;
}

async function info(
  client: ReplClient,
  verbose: boolean,
  { limitMs, onWait }: InfoLimits,
  signal: AbortSignal,
): Promise<string[]> {
  const minutes = Math.ceil(limitMs / 60_000);
  onWait(
    verbose
      ? phrase(
          'Reading the modem through the board. If the modem doesn’t answer, this takes up to {minutes} minutes.',
          { minutes },
        )
      : phrase(
          'That reading was incomplete, so the board reads its modem again. If the modem doesn’t answer, this takes up to {minutes} minutes.',
          { minutes },
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

/** What `sqnsupgrade.info()` says of the modem, once or in both its forms. `null` marks what it does not say. */
export interface ModemText {
  readonly state: 0 | 1 | 2 | 4 | null;
  readonly ue: string | null;
  readonly lr: string | null;
  readonly build: string | null;
  readonly family: Family | null;
  readonly imei: string | null;
  readonly bootrom: string | null;
  /** False where the two forms name two builds: one of them was misread. */
  readonly agrees: boolean;
}

/** Reads the lines of `info()`, of `info(verbose=True)`, or of both one after the other. */
export function parseModemText(lines: readonly string[]): ModemText {
  const text: { -readonly [key in keyof ModemText]: ModemText[key] } = {
    state: null,
    ue: null,
    lr: null,
    build: null,
    family: null,
    imei: null,
    bootrom: null,
    agrees: true,
  };
  let software: { version: string | null; build: string } | undefined;
  for (const line of lines.map(parseToolLine)) {
    if (line.kind === 'state') text.state = line.state;
    else if (line.kind === 'imei') text.imei = line.imei;
    else if (line.kind === 'software') software = line;
    else if (line.kind === 'bootloader' && line.index === 0) text.bootrom = line.build;
    else if (line.kind === 'version') {
      text.ue = line.ue ?? text.ue;
      text.lr = line.lr ?? text.lr;
    }
  }
  // The block of the verbose form names the same version without the letters.
  if (text.lr === null && software?.version) text.lr = `LR${software.version}-${software.build}`;
  const named = /-(\d{5})/.exec(text.lr ?? '')?.[1];
  text.build = named ?? software?.build ?? null;
  text.agrees = named === undefined || software === undefined || named === software.build;
  text.family = familyOf(text.lr);
  return text;
}
