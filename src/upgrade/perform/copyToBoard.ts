import { phrase } from '../../base/phrase';
import { mountCard, sha256OnBoard, sizeOnBoard } from '../../board/boardFiles';
import { boardErrors } from '../../board/errors';
import { ftpUpload } from '../../board/ftpUpload';
import type { ReplClient } from '../../board/replClient';
import { makeRoom, uploadFile, whyNotWritten } from '../../board/uploadFile';
import { sha256Of } from '../../board/uploadSource';
import type { FirmwareSource } from '../../firmware/firmwareSource';
import { isNetworkPort, networkAddressOf } from '../../transport/networkAddress';
import type { PerformContext } from './performContext';

/**
 * Brings a file to the board, over its REPL or by FTP, and proves by its SHA-256 that it is the same there.
 * @returns false when the identical file was there already
 * @throws the upload's errors
 */
export async function copyToBoard(
  client: ReplClient,
  source: FirmwareSource,
  path: string,
  context: PerformContext,
  signal: AbortSignal,
): Promise<boolean> {
  const overNetwork = isNetworkPort(context.plan.finding.port);
  const copy = overNetwork ? copyByFtp : copyOverRepl;
  const present = await copy(client, source, path, context, signal);
  if (!present) return true;
  context.notice('info', phrase('{file} is on the board already, byte for byte.', { file: source.name }));
  context.progress(source.size, source.size);
  return false;
}

/** @returns whether the identical file was there already */
async function copyOverRepl(
  client: ReplClient,
  source: FirmwareSource,
  path: string,
  context: PerformContext,
  signal: AbortSignal,
): Promise<boolean> {
  const { port } = context.plan.finding;
  const asked = context.uploadRates.rateFor(port);
  const { way, baudRate } = await uploadFile(
    client,
    {
      source,
      path,
      ...(asked === undefined ? {} : { baudRate: asked }),
      onProgress: (bytes, total) => context.progress(bytes, total),
      onCareful: (reason) => {
        context.logger.warn(`fast upload: ${reason.message}`);
        context.notice(
          'info',
          phrase('The fast way did not work on this port; the file is sent the careful way.'),
        );
      },
      logger: context.logger,
    },
    signal,
  );
  if (way !== 'present' && asked !== undefined && baudRate !== asked) context.uploadRates.failed(port);
  return way === 'present';
}

/** @returns whether the identical file was there already */
async function copyByFtp(
  client: ReplClient,
  source: FirmwareSource,
  path: string,
  context: PerformContext,
  signal: AbortSignal,
): Promise<boolean> {
  const sha256 = await sha256Of(source);
  const same = async (): Promise<boolean> =>
    (await sizeOnBoard(client, path, signal)) === source.size &&
    (await sha256OnBoard(client, { path, size: source.size }, signal)) === sha256;
  if (path.startsWith('/sd')) await mountCard(client, signal);
  if (await same()) return true;
  const address = networkAddressOf(context.plan.finding.port);
  const onProgress = context.progress.bind(context);
  await makeRoom(client, { source, path }, signal);
  try {
    const { logger, clock } = context;
    await ftpUpload({ address, source, path, onProgress, logger, clock }, signal);
  } catch (error) {
    // With a signal of its own, because the run's may be aborted.
    const { signal: unhurried } = new AbortController();
    throw await whyNotWritten(client, { source, path }, error, context.logger, unhurried);
  }
  if (await same()) return false;
  throw boardErrors.uploadDamaged(path);
}
