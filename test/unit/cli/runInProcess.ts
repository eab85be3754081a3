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
  /** What was drawn below the text, one after the other. */
  readonly drawings: readonly string[];
}

interface Surroundings {
  readonly service?: UpgradeService;
  readonly cards?: CardService;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** What is answered each time a password is asked for. */
  readonly passwords?: readonly string[];
  /** What a person answers each time; nobody sits there when it is left out. */
  readonly answers?: readonly string[];
  /** Of ports that no system lists. */
  readonly presence?: PortPresence;
  readonly environment?: Readonly<Record<string, string>>;
  /** Number of the user. */
  readonly uid?: number;
  /** Letters in a line of what is drawn. */
  readonly columns?: number;
}

/** The command line within this process, told by strings. */
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
