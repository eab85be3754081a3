import type { Clock } from '../base/clock';
import type { UpgradeService } from '../upgrade/upgradeService';
import { plainJson } from './plainJson';
import type { Terminal } from './terminal';
import { shownJson } from './shown';

/** What every command gets. */
export interface CommandContext {
  /** Where it speaks to a person. */
  readonly terminal: Terminal;
  readonly service: UpgradeService;
  /** For the times of day that are told, and for what is looked at again. */
  readonly clock: Clock;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  /** Whether a script reads along, which is answered by `emit`. */
  readonly json: boolean;
  /** One object as a line of JSON on standard output, its phrases in English. */
  readonly emit: (value: object) => void;
}

/** With `json`, standard output is the script's alone: what is said to a person besides goes to standard error. */
export function commandContext(
  terminal: Terminal,
  { json, ...parts }: Pick<CommandContext, 'service' | 'clock' | 'signal' | 'json'>,
): CommandContext {
  return {
    ...parts,
    json,
    terminal: json ? withoutOutput(terminal) : terminal,
    emit: (value) => emitJson(terminal, value),
  };
}

export function emitJson(terminal: Terminal, value: object): void {
  terminal.out(shownJson(plainJson(value)));
}

function withoutOutput(terminal: Terminal): Terminal {
  return {
    interactive: terminal.interactive,
    out: (text) => terminal.err(text),
    err: (text) => terminal.err(text),
    draw: () => undefined,
    ask: (question) => terminal.ask(question),
    password: (question) => terminal.password(question),
  };
}
