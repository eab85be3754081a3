import { phrase } from '../base/phrase';
import { POWER_OFF_AND_REPEAT } from '../base/powerOff';
import { isUpgradeError } from '../base/upgradeError';
import { boardErrors } from './errors';
import type { OutputLine } from './outputLines';
import mirrorModeProgram from './programs/mirrorMode.py';
import runUpgradeProgram from './programs/runUpgrade.py';
import type { ReplClient } from './replClient';
import { parseRunLine, parseTraceback } from './sqnsupgradeText';
import { type RunArguments, runCall, type ToolCall, type UartArguments, uartCall } from './toolCall';
import { type ToolFailure, toolError } from './toolFailures';
import { type ToolListener, ToolWatch } from './toolWatch';

/** Longer than any upgrade; what ends a run that went wrong is its silence. */
const RUN_DEADLINE_MS = 3 * 3_600_000;

export interface ToolOutcome {
  /** Whether the tool printed that the modem was updated. Only the version read afterwards proves it. */
  readonly saidSuccess: boolean;
  /** What it printed as failures and did not get over, in order, a traceback last; details of one stand behind it. */
  readonly failures: readonly ToolFailure[];
  /** Failures after which it went on and said success all the same: of its own bootrom, or in looking for the modem. */
  readonly overcome: readonly ToolFailure[];
  /** Whether the modem may have the whole image and be at work on it: the tool's end is not the modem's. */
  readonly mayInstall: boolean;
}

/**
 * Runs `sqnsupgrade.run` on the board and tells what it says, as it says it.
 * @param run `toolVersion`, of the board's `sqnsupgrade`, decides how it is called
 * @throws TOOL_SILENT, BOARD_TOOL_TOO_OLD, BOARD_RESTARTED, PORT_UNPLUGGED, CANCELLED
 */
export async function runUpgradeOnBoard(
  client: ReplClient,
  run: RunArguments & { readonly toolVersion: string },
  listener: ToolListener,
  signal: AbortSignal,
): Promise<ToolOutcome> {
  const watch = new ToolWatch(client.clock, listener);
  await follow(client, runUpgradeProgram, runCall(run, run.toolVersion), watch, () => false, signal);
  return watch;
}

/**
 * Brings the board into MIRROR mode. Afterwards the port is the modem's, at 921600 baud, and the client of no use any more.
 * @throws what the tool printed as its failure, and those of `runUpgradeOnBoard`
 */
export async function enterMirrorMode(
  client: ReplClient,
  mirror: UartArguments & { readonly toolVersion: string },
  listener: ToolListener,
  signal: AbortSignal,
): Promise<void> {
  const watch = new ToolWatch(client.clock, listener);
  const call = uartCall(mirror, mirror.toolVersion);
  const cameBack = await follow(client, mirrorModeProgram, call, watch, saysMirror, signal);
  if (cameBack) throw toolError(watch.failures[0] ?? NOT_ENTERED, 'uart() came back');
}

const NOT_ENTERED: ToolFailure = {
  code: 'TOOL_CRASHED',
  sentence: phrase('The board came back without handing its port to the modem.'),
  remedy: POWER_OFF_AND_REPEAT,
  detail: false,
};

/** The port changes its rate right behind the end of this line. */
function saysMirror({ text, finished }: OutputLine): boolean {
  return parseRunLine(text).kind === 'mirror' && (finished || text.trimEnd().endsWith('UART'));
}

/** Runs one of the tool's functions, for as long as its silences are within its own limits. Returns whether it ended. */
async function follow(
  client: ReplClient,
  program: string,
  { positional, named }: ToolCall,
  watch: ToolWatch,
  until: (line: OutputLine) => boolean,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const { error, ended } = await client.execute(
      program,
      {
        what: phrase('upgrade the modem'),
        parameters: { positional, named },
        deadlineMs: RUN_DEADLINE_MS,
        silenceMs: () => watch.patienceMs,
        onLine: (line) => watch.take(line),
        until,
      },
      signal,
    );
    const crash = parseTraceback(error);
    if (crash) watch.fail(crash);
    return ended;
  } catch (error) {
    if (!isUpgradeError(error, 'REPL_TIMEOUT')) throw error;
    const { reason, limitMs } = watch.silence;
    throw boardErrors.toolSilent(reason, Math.round(limitMs / 60_000));
  }
}
