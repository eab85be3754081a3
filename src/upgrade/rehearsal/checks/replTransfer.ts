import { phrase } from '../../../base/phrase';
import { removeFromBoard } from '../../../board/boardFiles';
import { type BoardFolder, pathIn } from '../../../board/boardPath';
import { REPL_BAUD } from '../../../board/raiseRate';
import { uploadFile } from '../../../board/uploadFile';
import { isNetworkPort } from '../../../transport/networkAddress';
import type { Check } from '../check';
import { freeBytes } from '../freeBytes';
import { failed, type Figure, proven, type RehearsalRequest } from '../rehearsal';
import type { RehearsalContext } from '../rehearsalContext';
import { TRIAL_BYTES, TRIAL_NAME, trialFile } from '../trialFile';

/**
 * A file goes to the board as the image will, at the REPL's own rate and at the raised one, is proven there by its SHA-256
 * and removed.
 */
export const replTransfer: Check = {
  id: 'repl-transfer',
  title: phrase('Copy a test file to the board and remove it'),
  isNeeded: ({ finding, method }) =>
    finding.kind === 'board' && !isNetworkPort(finding.port) && (method === 'flash' || method === 'sd'),
  stopsWhenFailed: true,
  perform: async (context, signal) => {
    const { request, parts } = context;
    const folder = folderOf(request);
    const { client } = await context.boardLink(signal);
    const before = await freeBytes(context, folder, signal);
    const figures: Figure[] = [await copyAndRemove(context, folder, undefined, signal)];
    const raised = parts.uploadRates.rateFor(request.finding.port);
    if (raised !== undefined) figures.push(await copyAndRemove(context, folder, raised, signal));
    const after = await freeBytes(context, folder, signal);
    if (before !== after)
      return failed(
        phrase('After the test file was removed, {folder} has {after} bytes free; before it had {before}.', {
          folder,
          before: before ?? '?',
          after: after ?? '?',
        }),
        phrase('Restart the board, read it again and repeat the rehearsal.'),
        figures,
      );
    await client.leave(signal);
    return proven(
      phrase('{size} bytes went to {folder} without an error and were removed again.', {
        size: TRIAL_BYTES,
        folder,
      }),
      figures,
    );
  },
};

export function folderOf({ method }: RehearsalRequest): BoardFolder {
  return method === 'sd' ? '/sd' : '/flash';
}

async function copyAndRemove(
  context: RehearsalContext,
  folder: BoardFolder,
  raised: number | undefined,
  signal: AbortSignal,
): Promise<Figure> {
  const { clock, logger, uploadRates } = context.parts;
  const { client } = await context.boardLink(signal);
  const path = pathIn(folder, TRIAL_NAME);
  const source = trialFile();
  context.leftOnBoard.add(path);
  const begun = clock.now();
  const { baudRate } = await uploadFile(
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
  context.leftOnBoard.delete(path);
  const { port } = context.request.finding;
  // The bridge, or the board, could not follow: uploads stay at the REPL's own rate from now on.
  if (raised !== undefined && baudRate !== raised) uploadRates.failed(port);
  const rate = baudRate ?? REPL_BAUD;
  return {
    id: `upload-bytes-per-second-at-${raised ?? REPL_BAUD}`,
    label: phrase('Copied at {rate} baud', { rate }),
    value: Math.round(TRIAL_BYTES / seconds),
    unit: 'bytes/s',
  };
}
