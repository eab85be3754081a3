import { type Clock, systemClock } from '../../../src/base/clock';
import { runProgram } from '../../../src/cli/program';
import type { PortPresence } from '../../../src/transport/portPresence';
import type { CardService } from '../../../src/upgrade/card/cardService';
import type { UpgradeService } from '../../../src/upgrade/upgradeService';

export interface ProgramRun {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  /** Each line of standard output, which `--json` promises to be JSON; empty without it. */
  readonly events: readonly Record<string, unknown>[];
  readonly last: Record<string, unknown> | undefined;
  /** The progress lines that were drawn below the text, in order. */
  readonly drawings: readonly string[];
}

interface Surroundings {
  readonly service?: UpgradeService;
  readonly cards?: CardService;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** The answer to each request for a password. */
  readonly passwords?: readonly string[];
  /** A person’s answers to the questions. Without it, no person is at the terminal. */
  readonly answers?: readonly string[];
  /** A service for ports that the system does not list. */
  readonly presence?: PortPresence;
  readonly environment?: Readonly<Record<string, string>>;
  /** Number of the user. */
  readonly uid?: number;
  /** Width of a drawn line, in characters. */
  readonly columns?: number;
}

/** Runs the command line within this process, with strings for input and output. */
export async function runInProcess(
  argv: readonly string[],
  {
    service,
    cards,
    signal,
    clock = systemClock,
    passwords = [],
    answers,
    columns = 120,
    presence,
    environment,
    uid,
  }: Surroundings = {},
): Promise<ProgramRun> {
  let [out, err] = ['', ''];
  const drawings: string[] = [];
  const [typed, said] = [[...passwords], [...(answers ?? [])]];
  const status = await runProgram(
    {
      terminal: {
        interactive: answers !== undefined,
        out: ({ text }) => void (out += text),
        err: ({ text }) => void (err += text),
        drawable: answers !== undefined,
        draw: (picture) => {
          if (picture) drawings.push(picture(columns).text);
        },
        ask: () => Promise.resolve(said.shift()),
        password: () => Promise.resolve(typed.shift()),
      },
      makeService: () => given(service),
      makeCards: () => given(cards),
      clock,
      ...(presence === undefined ? {} : { presence }),
      ...(environment === undefined ? {} : { environment }),
      ...(uid === undefined ? {} : { uid }),
      signal: signal ?? new AbortController().signal,
      version: '1.2.3',
    },
    argv,
  );
  const lines = argv.includes('--json') ? out.split('\n').filter((line) => line !== '') : [];
  const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { status, out, err, events, last: events.at(-1), drawings };
}

function given<T>(service: T | undefined): T {
  if (service === undefined) throw new Error('this command needs no such service');
  return service;
}
