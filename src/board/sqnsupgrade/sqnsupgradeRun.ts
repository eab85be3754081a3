import { phrase } from '../../base/phrase';
import { POWER_OFF_AND_REPEAT } from '../../base/powerOff';
import { isUpgradeError } from '../../base/upgradeError';
import { boardErrors } from '../errors';
import type { OutputLine } from '../repl/outputLines';
import mirrorModeProgram from '../programs/mirrorMode.py';
import guardedProgram from '../programs/guardedTool.py';
import runUpgradeProgram from '../programs/runUpgrade.py';
import type { PythonValue } from '../repl/pythonLiteral';
import type { ReplClient } from '../repl/replClient';
import { parseRunLine, parseTraceback } from './sqnsupgradeText';
import { toolError, type ToolFailure } from './toolFailures';
import { type ToolListener, ToolWatch } from './toolWatch';
import { TAKES_ARGUMENTS_SINCE, toolTraits } from '../boardRelease';

/** Longer than any upgrade; what ends a run that went wrong is its silence. */
const RUN_DEADLINE_MS = 3 * 3_600_000;

export interface ToolOutcome {
  /** Whether the tool printed that the modem was updated. Only the version read afterwards proves it. */
  readonly saidSuccess: boolean;
  /** What it printed as failures and ended with, in order, a traceback last; details of one stand behind it. */
  readonly failures: readonly ToolFailure[];
  /** Failures after which the tool still continued and reported success: of its bootrom step, or in looking for the modem. */
  readonly overcome: readonly ToolFailure[];
  /** Whether the modem may have the whole image and be at work on it: the tool's end is not the modem's. */
  readonly mayInstall: boolean;
}

interface GuardedCall {
  /** Of the board's `sqnsupgrade`; decides how it is called. */
  readonly toolVersion: string;
  /** Whether the tool is stopped, before it goes on, where it says that the factory's bootrom stays. */
  readonly mustReplaceBootrom?: boolean;
}

/**
 * What the tool says where it leaves the bootrom as it is: before an image by its own hand, and before MIRROR mode. 1.2.5 says so of
 * the factory's firmware, whatever its bootrom; all say so when the modem's answer to one question was lost.
 */
const BOOTROM_STAYS = ['is not required. Resum', 'FFH mode is not necessary'];

/**
 * Runs `sqnsupgrade.run` on the board and tells what it says, as it says it.
 * @throws TOOL_SILENT, BOARD_TOOL_TOO_OLD, BOARD_RESTARTED, PORT_UNPLUGGED, CANCELLED
 */
export async function runUpgradeOnBoard(
  client: ReplClient,
  run: RunArguments & GuardedCall,
  listener: ToolListener,
  signal: AbortSignal,
): Promise<ToolOutcome> {
  const watch = new ToolWatch(client.clock, listener);
  const call = runCall(run, run.toolVersion);
  const program = run.mustReplaceBootrom ? guarded('run') : { text: runUpgradeProgram };
  await follow(client, program, call, watch, () => false, signal);
  return watch;
}

/**
 * Brings the board into MIRROR mode. Afterwards the port is the modem's, at 921600 baud, and the client of no use any more.
 * @throws what the tool printed as its failure, and those of `runUpgradeOnBoard`
 */
export async function enterMirrorMode(
  client: ReplClient,
  mirror: UartArguments & GuardedCall,
  listener: ToolListener,
  signal: AbortSignal,
): Promise<void> {
  const watch = new ToolWatch(client.clock, listener);
  const call = uartCall(mirror, mirror.toolVersion);
  const program = mirror.mustReplaceBootrom ? guarded('uart') : { text: mirrorModeProgram };
  const cameBack = await follow(client, program, call, watch, saysMirror, signal);
  if (cameBack) throw toolError(watch.failures[0] ?? NOT_ENTERED, 'uart() came back');
}

const NOT_ENTERED: ToolFailure = {
  code: 'TOOL_CRASHED',
  sentence: phrase('The board returned without entering MIRROR mode.'),
  remedy: POWER_OFF_AND_REPEAT,
  detail: false,
};

interface Program {
  readonly text: string;
  readonly parameters?: Readonly<Record<string, PythonValue>>;
}

function guarded(name: 'run' | 'uart'): Program {
  return { text: guardedProgram.replace('CALLED(', `${name}(`), parameters: { stops: BOOTROM_STAYS } };
}

/** The port changes its rate right behind the end of this line. */
function saysMirror({ text, finished }: OutputLine): boolean {
  return parseRunLine(text).kind === 'mirror' && (finished || text.trimEnd().endsWith('UART'));
}

/** Runs one of the tool's functions, for as long as its silences are within its own limits. Returns whether it ended. */
async function follow(
  client: ReplClient,
  program: Program,
  { positional, named }: ToolCall,
  watch: ToolWatch,
  until: (line: OutputLine) => boolean,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const { error, ended } = await client.execute(
      program.text,
      {
        what: phrase('upgrade the modem'),
        parameters: { ...program.parameters, positional, named },
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
    // It ends itself by SystemExit when it has failed, and some boards restart for that.
    if (isUpgradeError(error, 'BOARD_RESTARTED') && watch.endsFailing) return true;
    if (!isUpgradeError(error, 'REPL_TIMEOUT')) throw error;
    const { reason, limitMs } = watch.silence;
    throw boardErrors.toolSilent(reason, Math.round(limitMs / 60_000));
  }
}

/** Arguments for a function of `sqnsupgrade`. */
export interface ToolCall {
  readonly positional: readonly PythonValue[];
  readonly named: Readonly<Record<string, PythonValue>>;
}

export interface RunArguments {
  /** On `/flash` or `/sd`. */
  readonly image: string;
  readonly updater: string | null;
  /** False takes the ON_THE_FLY way whatever the image's size. */
  readonly loadFff: boolean;
}

/**
 * The call of `run` that a version of the tool understands. Only the first two arguments stand where they always did.
 * @throws BOARD_TOOL_TOO_OLD when it cannot do what is asked
 */
function runCall({ image, updater, loadFff }: RunArguments, toolVersion: string): ToolCall {
  const positional = updater === null ? [image] : [image, updater];
  if (loadFff) return { positional, named: {} };
  if (!toolTraits(toolVersion).takesArguments)
    throw boardErrors.toolTooOld(toolVersion, TAKES_ARGUMENTS_SINCE);
  return { positional, named: { load_fff: false } };
}

export interface UartArguments {
  /** Whether the board is to replace the factory bootrom where it must and leave the modem in recovery. */
  readonly recovery: boolean;
}

/**
 * The call of `uart` that a version of the tool understands. The updater it could load itself is the host's to send.
 * @throws BOARD_TOOL_TOO_OLD when it cannot do what is asked
 */
function uartCall({ recovery }: UartArguments, toolVersion: string): ToolCall {
  if (!recovery) return { positional: [], named: {} };
  if (!toolTraits(toolVersion).takesArguments)
    throw boardErrors.toolTooOld(toolVersion, TAKES_ARGUMENTS_SINCE);
  return { positional: [true], named: {} };
}
