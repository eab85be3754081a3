import { phrase } from '../../base/phrase';
import { boardErrors } from '../errors';
import formatCardProgram from '../programs/formatCard.py';
import type { ReplClient } from '../repl/replClient';
import { cardError } from './storageError';

/** A large card takes its time: the whole allocation table is written. */
const FORMAT_DEADLINE_MS = 180_000;

/**
 * Makes a new, empty file system on the card in the board. Everything on it is lost: asked for and confirmed by the
 * user, never part of an upgrade.
 * @throws BOARD_SD_CARD when there is none, it cannot be formatted, or it holds anything afterwards; BOARD_PROGRAM_FAILED
 */
export async function formatCard(client: ReplClient, signal: AbortSignal): Promise<void> {
  const options = { what: phrase('format the SD card'), deadlineMs: FORMAT_DEADLINE_MS };
  let left: string;
  try {
    left = (await client.ask(formatCardProgram, options, signal)).trim();
  } catch (error) {
    throw cardError(error);
  }
  if (left === 'absent' || left === 'unreadable') throw boardErrors.sdCard(left);
  if (left !== '0') throw boardErrors.cardKeepsFiles();
}
