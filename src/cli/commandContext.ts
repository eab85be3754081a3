import type { Clock } from '../base/clock';
import type { Plain } from '../base/plain';
import type { UpgradeService } from '../upgrade';
import type { Terminal } from './terminal';
import { shownJson } from './shown';
import { isPhrase, render } from '../base/phrase';
import { withoutLogin } from '../base/visibleText';

/** What every command gets. */
export interface CommandContext {
  /** Where it speaks to a person. */
  readonly terminal: Terminal;
  readonly service: UpgradeService;
  /** For the times of day that are shown, and for what is looked at again. */
  readonly clock: Clock;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  /** Whether a script reads along, which is answered by `emit`. */
  readonly json: boolean;
  /** One object as a line of JSON on standard output, its phrases in English. */
  readonly emit: <T extends object>(value: T & Plain<T>) => void;
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
    drawable: false,
    draw: () => undefined,
    ask: (question) => terminal.ask(question),
    password: (question) => terminal.password(question),
  };
}

/** What JSON can hold, with every phrase rendered in English, so that scripts meet plain strings. */
export function plainJson(value: unknown): unknown {
  if (isPhrase(value)) return render(value);
  if (typeof value === 'string') return withoutLogin(value);
  if (Array.isArray(value)) return value.map(plainJson);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plainJson(each)]));
}
