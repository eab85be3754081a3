import { phrase } from '../../base/phrase';
import { sha256Of } from '../../base/sha256';
import { mountCard, PARTIAL_SUFFIX, sha256OnBoard, sizeOnBoard } from '../../board/transfer/boardFiles';
import { boardErrors } from '../../board/errors';
import { ftpUpload } from '../../board/transfer/ftpUpload';
import type { ReplClient } from '../../board/repl/replClient';
import { makeRoom, nameFile, uploadFile, whyNotWritten } from '../../board/transfer/uploadFile';
import type { ByteSource } from '../../base/byteSource';
import { isNetworkPort, networkAddressOf } from '../../transport/networkAddress';
import type { PerformContext } from './performContext';

/** What lay at the path before: nothing, another file, or the identical one. */
type Copied = 'new' | 'replaced' | 'present';

/**
 * Brings a file to the board, over its REPL or by FTP, and proves by its SHA-256 that it is the same there.
 * @throws the upload's errors
 */
export async function copyToBoard(
  client: ReplClient,
  source: ByteSource,
  path: string,
  context: PerformContext,
  signal: AbortSignal,
): Promise<Copied> {
  const overNetwork = isNetworkPort(context.plan.finding.port);
  const copy = overNetwork ? copyByFtp : copyOverRepl;
  const copied = await copy(client, source, path, context, signal);
  if (copied === 'replaced')
    context.notice('warning', phrase('Another file was at {path} on the board. It was replaced.', { path }));
  if (copied !== 'present') return copied;
  context.notice('info', phrase('{file} is already on the board, and identical.', { file: source.name }));
  context.progress(source.size, source.size);
  return copied;
}

async function copyOverRepl(
  client: ReplClient,
  source: ByteSource,
  path: string,
  context: PerformContext,
  signal: AbortSignal,
): Promise<Copied> {
  const { port, measured } = context.plan.finding;
  const asked = context.uploadRates.rateFor(port, measured?.copyBaud);
  const { way, baudRate, replaced } = await uploadFile(
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
          phrase('The fast upload didn’t work on this port. Using the slower, careful one.'),
        );
      },
      logger: context.logger,
    },
    signal,
  );
  if (way !== 'present' && asked !== undefined && baudRate !== asked) context.uploadRates.failed(port);
  if (way === 'present') return way;
  return replaced ? 'replaced' : 'new';
}

async function copyByFtp(
  client: ReplClient,
  source: ByteSource,
  path: string,
  context: PerformContext,
  signal: AbortSignal,
): Promise<Copied> {
  const sha256 = await sha256Of(source);
  const isAt = async (place: string, size: number | undefined): Promise<boolean> =>
    size === source.size && (await sha256OnBoard(client, { path: place, size }, signal)) === sha256;
  if (path.startsWith('/sd')) await mountCard(client, signal);
  const before = await sizeOnBoard(client, path, signal);
  if (await isAt(path, before)) return 'present';
  const partial = path + PARTIAL_SUFFIX;
  const address = networkAddressOf(context.plan.finding.port);
  const onProgress = context.progress.bind(context);
  await makeRoom(client, { source, path }, signal);
  try {
    const { logger, clock } = context;
    await ftpUpload({ address, source, path: partial, onProgress, logger, clock }, signal);
    if (!(await isAt(partial, await sizeOnBoard(client, partial, signal))))
      throw boardErrors.uploadDamaged(partial);
    await nameFile(client, path, signal);
  } catch (error) {
    // With its own signal, because the run's may be aborted.
    const { signal: unhurried } = new AbortController();
    throw await whyNotWritten(client, { source, path }, error, context.logger, unhurried);
  }
  return before === undefined ? 'new' : 'replaced';
}
