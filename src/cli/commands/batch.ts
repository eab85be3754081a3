import { Batch } from '../../upgrade/batch/batch';
import type { BatchBoard } from '../../upgrade/batch/batchBoard';
import type { PortPresence } from '../../transport/portPresence';
import type { Finding, PlanOptions, Recommendation } from '../../upgrade';
import { batchRecords } from '../batch/batchRecords';
import { type BatchDisplay, jsonBatch, linesBatch, tableBatch } from '../batch/batchDisplay';
import type { CommandContext } from '../commandContext';
import { exitStatusOfBatch } from '../exitStatus';
import { closeLoaded, gatherNeighbours, loadFirmware, type LoadedFirmware } from '../loadFirmware';
import { shown, shownLines } from '../shown';
import type { PlanCommandOptions } from './plan';

export interface BatchCommandOptions extends Omit<PlanCommandOptions, 'port'> {
  readonly port?: readonly string[];
  /** Warnings that are confirmed for every board, by their names. */
  readonly accept?: readonly string[];
  readonly atMost?: number;
  readonly count?: number;
  readonly once?: boolean;
  readonly csv?: string;
  readonly reportDir?: string;
}

const REDRAW_MS = 1000;

/** Upgrades every board that is there, and every one that is plugged in meanwhile. Files first: what is refused offline opens no port. */
export async function batchCommand(
  context: CommandContext,
  places: readonly string[],
  options: BatchCommandOptions,
  presence: PortPresence,
): Promise<number> {
  const { terminal, json, clock } = context;
  const keep = batchRecords(options, (text) => terminal.err(shown`${text}\n`));
  const loaded = await loadFirmware(context, places, options);
  const neighbours = await neighboursOf(context, loaded);
  try {
    if (!json) tellFiles(context, loaded);
    const display = json ? jsonBatch(context) : terminal.drawable ? tableBatch(context) : linesBatch(context);
    const boards = await upgradeAll(context, places, options, {
      presence,
      display,
      choose: chooserFrom(context, loaded, neighbours),
      onEnd: (board) => keep(board, new Date(clock.wallTime())),
    });
    display.end(boards);
    return exitStatusOfBatch(boards);
  } finally {
    terminal.draw(null);
    await closeLoaded(neighbours === undefined ? loaded : { ...loaded, found: neighbours }).catch(
      (error: unknown) => terminal.err(shown`${String(error)}\n`),
    );
  }
}

type Found = NonNullable<LoadedFirmware['found']>;
type Choose = (finding: Finding, options: PlanOptions) => Recommendation;

/** What lies beside files that were chosen: the other half of a pair, or the updater. */
async function neighboursOf(context: CommandContext, loaded: LoadedFirmware): Promise<Found | undefined> {
  return loaded.kind === 'chosen' ? gatherNeighbours(context, loaded.folder) : undefined;
}

function chooserFrom({ service }: CommandContext, loaded: LoadedFirmware, neighbours?: Found): Choose {
  if (loaded.kind === 'found') return (finding, options) => service.recommend(finding, loaded.found, options);
  return (finding, options) => {
    const alone = service.planChosen(finding, loaded.firmware, { images: [], updaters: [] }, options);
    if (alone.answer.kind === 'plan' || neighbours === undefined) return alone;
    return service.planChosen(finding, loaded.firmware, neighbours, options);
  };
}

interface BatchHands {
  readonly presence: PortPresence;
  readonly display: BatchDisplay;
  readonly choose: Choose;
  readonly onEnd: (board: BatchBoard) => void;
}

async function upgradeAll(
  { service, clock, signal }: CommandContext,
  places: readonly string[],
  options: BatchCommandOptions,
  { presence, display, choose, onEnd }: BatchHands,
): Promise<readonly BatchBoard[]> {
  const ended = new Set<number>();
  const batch = new Batch(
    { service, clock, ...presence },
    {
      ports: options.port ?? [],
      choose,
      places,
      method: options.method,
      cleanUp: options.cleanUp ?? false,
      accepted: options.accept ?? [],
      atMost: options.atMost ?? Infinity,
      count: options.count ?? null,
      once: options.once ?? false,
      onBoard: (board) => {
        if (board.end !== null && !ended.has(board.number)) {
          ended.add(board.number);
          onEnd(board);
        }
        display.onBoard(board, batch.boards);
      },
      onEvent: (board, event) => display.onEvent(board, event),
    },
  );
  const over = new AbortController();
  const ticking = tick(clock, () => display.tick(batch.boards), over.signal);
  try {
    return await batch.run(signal);
  } finally {
    over.abort();
    await ticking;
  }
}

/** Until the signal: what only time changes is drawn anew. */
async function tick(clock: CommandContext['clock'], draw: () => void, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    draw();
    await clock.sleep(REDRAW_MS, over).catch(() => undefined);
  }
}

function tellFiles({ terminal }: CommandContext, loaded: LoadedFirmware): void {
  if (loaded.kind === 'chosen') return;
  const { images, updaters, failures } = loaded.found;
  terminal.out(
    shownLines([
      shown`${images.length} firmware files${updaters.length > 0 ? ' and updater.elf' : ''} are checked and at hand.`,
      ...failures.map(({ file, error }) => shown`  unusable: ${file}: ${error.sentence}`),
    ]),
  );
}
