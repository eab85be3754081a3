import { Batch, type BatchOptions } from '../../upgrade/batch/batch';
import type { BatchBoard } from '../../upgrade/batch/batchBoard';
import type { PortPresence } from '../../transport/portPresence';
import { closeChoice, type FirmwareChoice } from '../../upgrade';
import { batchRecords } from '../batch/batchRecords';
import { type BatchDisplay, jsonBatch, linesBatch, tableBatch } from '../batch/batchDisplay';
import type { CommandContext } from '../commandContext';
import { exitStatusOfBatch } from '../exitStatus';
import { closeFound, type FoundFirmware } from '../../firmware/gatherFirmware';
import { loadFirmware, selectorFor } from '../loadFirmware';
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
  const { terminal, json, clock, signal } = context;
  const keep = batchRecords(options, (text) => terminal.err(shown`${text}\n`));
  const selector = selectorFor(context, options);
  const loaded = await loadFirmware(selector, places, options, signal);
  let beside: FoundFirmware | undefined;
  try {
    const found = (beside = await selector.beside(loaded, signal));
    if (!json) tellFiles(context, loaded);
    const display = json ? jsonBatch(context) : terminal.drawable ? tableBatch(context) : linesBatch(context);
    const boards = await upgradeAll(context, places, options, {
      presence,
      display,
      choose: (finding, planOptions) => selector.choose(finding, loaded, found, planOptions),
      onEnd: (board) => keep(board, new Date(clock.wallTime())),
    });
    display.end(boards);
    return exitStatusOfBatch(boards);
  } finally {
    terminal.draw(null);
    const close = async (): Promise<void> => {
      await closeChoice(loaded);
      if (beside) await closeFound(beside);
    };
    await close().catch((error: unknown) => terminal.err(shown`${String(error)}\n`));
  }
}

interface BatchHands {
  readonly presence: PortPresence;
  readonly display: BatchDisplay;
  readonly choose: BatchOptions['choose'];
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

/** Until the signal: redraws what only time changes. */
async function tick(clock: CommandContext['clock'], draw: () => void, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    draw();
    await clock.sleep(REDRAW_MS, over).catch(() => undefined);
  }
}

function tellFiles({ terminal }: CommandContext, loaded: FirmwareChoice): void {
  if (loaded.kind === 'files') return;
  const { images, updaters, failures } = loaded.found;
  terminal.out(
    shownLines([
      shown`${images.length} firmware files${updaters.length > 0 ? ' and updater.elf' : ''} passed all checks.`,
      ...failures.map(({ file, error }) => shown`  unusable: ${file}: ${error.sentence}`),
    ]),
  );
}
