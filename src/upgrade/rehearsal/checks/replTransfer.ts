import { type Phrase, phrase } from '../../../base/phrase';
import { isUpgradeError, UpgradeError } from '../../../base/upgradeError';
import {
  type BoardFolder,
  mountCard,
  PARTIAL_SUFFIX,
  pathIn,
  removeFromBoard,
} from '../../../board/transfer/boardFiles';
import { REPL_BAUD } from '../../../transport/baudRates';
import { uploadFile, type UploadResult } from '../../../board/transfer/uploadFile';
import { isNetworkPort } from '../../../transport/networkAddress';
import type { Check } from '../check';
import { failed, type Figure, proven, type RehearsalRequest } from '../rehearsal';
import type { RehearsalContext } from '../rehearsalContext';
import { TRIAL_BYTES, TRIAL_NAME, trialFile } from '../trialFile';

/**
 * A file goes to the board as the image will, at the REPL's own rate and at the raised one, is proven there by its SHA-256
 * and removed.
 */
export const replTransfer: Check = {
  id: 'repl-transfer',
  title: phrase('Copy a test file to the board and delete it'),
  isNeeded: ({ finding, method }) =>
    finding.kind === 'board' && !isNetworkPort(finding.port) && (method === 'flash' || method === 'sd'),
  stopsWhenFailed: true,
  perform: async (context, signal) => {
    const { request, parts } = context;
    const folder = folderOf(request);
    // A rehearsal that was broken off may have left its file, whose room would be missed at the end.
    const path = pathIn(folder, TRIAL_NAME);
    const { client } = await context.boardLink(signal);
    if (folder === '/sd') await mountCard(client, signal);
    await removeFromBoard(client, [path, path + PARTIAL_SUFFIX], signal);
    const before = await freeBytes(context, folder, signal);
    const raised = parts.uploadRates.rateFor(request.finding.port);
    const copies: Copy[] = [];
    try {
      for (const rate of raised === undefined ? [undefined] : [undefined, raised])
        copies.push(await copyAndRemove(context, folder, rate, signal));
    } catch (error) {
      if (!SIGNS_OF_LOSS.some((code) => isUpgradeError(error, code)) || !(error instanceof UpgradeError))
        throw error;
      return failed(
        phrase('Bytes get lost on the way to the board: {reason}', { reason: error.sentence }),
        BETTER_CABLE,
      );
    }
    const figures = [...copies.map(figureOf), ...figuresOfBest(copies)];
    const after = await freeBytes(context, folder, signal);
    if (before !== after)
      return failed(
        phrase(
          '{folder} had {before} bytes free before the test file was copied, and has {after} after it was deleted.',
          {
            folder,
            before: before ?? '?',
            after: after ?? '?',
          },
        ),
        phrase('Restart the board, read it again and repeat the rehearsal.'),
        figures,
      );
    return proven(sentenceFor(copies, folder), figures);
  },
};

/** What a copy ends with where bytes were lost or damaged on every way that was tried. */
const SIGNS_OF_LOSS = [
  'BOARD_PROGRAM_FAILED',
  'REPL_TIMEOUT',
  'UPLOAD_DAMAGED',
  'UPLOAD_INTERRUPTED',
] as const;
const BETTER_CABLE = phrase(
  'Use a shorter cable and a port of the computer itself, not a hub, and repeat the rehearsal.',
);

interface Copy {
  /** Bits per second that were asked for, and that held. */
  readonly asked: number;
  readonly held: number;
  readonly way: UploadResult['way'];
  readonly bytesPerSecond: number;
}

/** What an upload will do on this board, in words: each of these still brings the file there whole. */
function sentenceFor(copies: readonly Copy[], folder: BoardFolder): Phrase {
  if (copies.some(({ way }) => way === 'careful'))
    return phrase(
      'Bytes get lost on the way to the board, so files are copied slowly, piece by piece. To speed this up, use a shorter cable or another port.',
    );
  const slower = copies.find(({ asked, held }) => held < asked);
  if (slower)
    return phrase('The board’s USB bridge doesn’t support {asked} baud, so files are copied at {held}.', {
      asked: slower.asked,
      held: slower.held,
    });
  return phrase('{size} bytes were copied to {folder} without an error, and deleted again.', {
    size: TRIAL_BYTES,
    folder,
  });
}

function figureOf({ asked, held, bytesPerSecond }: Copy): Figure {
  return {
    id: `upload-bytes-per-second-at-${asked}`,
    label: phrase('Copied at {rate} baud', { rate: held }),
    value: bytesPerSecond,
    unit: 'bytes/s',
  };
}

/** What an upload will do: the rate that held, and what came of it. */
function figuresOfBest(copies: readonly Copy[]): Figure[] {
  const best = copies.findLast(({ asked, held }) => held === asked);
  if (best === undefined) return [];
  return [
    { id: 'copy-baud', label: phrase('Baud rate for files'), value: best.held, unit: 'bits/s' },
    {
      id: 'copy-bytes-per-second',
      label: phrase('Copy speed'),
      value: best.bytesPerSecond,
      unit: 'bytes/s',
    },
  ];
}

export function folderOf({ method }: RehearsalRequest): BoardFolder {
  return method === 'sd' ? '/sd' : '/flash';
}

async function copyAndRemove(
  context: RehearsalContext,
  folder: BoardFolder,
  raised: number | undefined,
  signal: AbortSignal,
): Promise<Copy> {
  const { clock, logger, uploadRates } = context.parts;
  const { client } = await context.boardLink(signal);
  const path = pathIn(folder, TRIAL_NAME);
  const source = trialFile();
  await context.willLeave(path);
  const begun = clock.now();
  const { baudRate, way } = await uploadFile(
    client,
    {
      source,
      path,
      compress: false,
      ...(raised === undefined ? {} : { baudRate: raised }),
      onProgress: () => undefined,
      logger,
    },
    signal,
  );
  const seconds = Math.max(clock.now() - begun, 1) / 1000;
  await removeFromBoard(client, [path], signal);
  await context.tookAway(path);
  const { port } = context.request.finding;
  // The bridge, or the board, could not follow: uploads stay at the REPL's own rate from now on.
  if (raised !== undefined && baudRate !== raised) uploadRates.failed(port);
  return {
    asked: raised ?? REPL_BAUD,
    held: baudRate ?? REPL_BAUD,
    way,
    bytesPerSecond: Math.round(TRIAL_BYTES / seconds),
  };
}

/** Bytes free in a folder of the board, as the board tells them; null where it does not. @throws those of reading a board */
async function freeBytes(
  context: RehearsalContext,
  folder: BoardFolder,
  signal: AbortSignal,
): Promise<number | null> {
  const { flashFreeBytes, sdCard } = await (await context.boardLink(signal)).inspect(signal);
  if (folder === '/flash') return flashFreeBytes;
  return sdCard.state === 'readable' ? sdCard.freeBytes : null;
}
