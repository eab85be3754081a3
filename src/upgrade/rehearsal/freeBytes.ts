import type { BoardFolder } from '../../board/transfer/boardFiles';
import type { RehearsalContext } from './rehearsalContext';

/** Bytes free in a folder of the board, as the board tells them; null where it does not. @throws those of reading a board */
export async function freeBytes(
  context: RehearsalContext,
  folder: BoardFolder,
  signal: AbortSignal,
): Promise<number | null> {
  const { flashFreeBytes, sdCard } = await (await context.boardLink(signal)).inspect(signal);
  if (folder === '/flash') return flashFreeBytes;
  return sdCard.state === 'readable' ? sdCard.freeBytes : null;
}
