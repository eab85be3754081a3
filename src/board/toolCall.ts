import { isVersionAtLeast } from '../base/versionNumber';
import { boardErrors } from './errors';
import type { PythonValue } from './pythonLiteral';

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

/** The release of the tool that learned `load_fff`. Source: `run` in the tool of the firmware’s tag v1.18.1.r5. */
const KNOWS_LOAD_FFF = '1.2.0';
/** Before it, `uart` takes no arguments. */
const UART_TAKES_ARGUMENTS = '1.2.0';

/**
 * The call of `run` that a version of the tool understands. Only the first two arguments stand where they always did.
 * @throws BOARD_TOOL_TOO_OLD when it cannot do what is asked
 */
export function runCall({ image, updater, loadFff }: RunArguments, toolVersion: string): ToolCall {
  const positional = updater === null ? [image] : [image, updater];
  if (loadFff) return { positional, named: {} };
  if (!isVersionAtLeast(toolVersion, KNOWS_LOAD_FFF))
    throw boardErrors.toolTooOld(toolVersion, KNOWS_LOAD_FFF);
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
export function uartCall({ recovery }: UartArguments, toolVersion: string): ToolCall {
  if (!recovery) return { positional: [], named: {} };
  if (!isVersionAtLeast(toolVersion, UART_TAKES_ARGUMENTS)) {
    throw boardErrors.toolTooOld(toolVersion, UART_TAKES_ARGUMENTS);
  }
  return { positional: [true], named: {} };
}
