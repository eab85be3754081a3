import { phrase } from '../base/phrase';
import { boardErrors } from './errors';
import formatCardProgram from './programs/formatCard.py';
import type { ReplClient } from './replClient';

/** A large card takes its time: the whole allocation table is written. */
const FORMAT_DEADLINE_MS = 180_000;

/**
 * Makes a new, empty file system on the card in the board. Everything on it is lost: asked for and confirmed by the
 * user, never part of an upgrade.
 * @throws BOARD_PROGRAM_FAILED, BOARD_SD_CARD when the card holds anything afterwards
 */
export async function formatCard(client: ReplClient, signal: AbortSignal): Promise<void> {
  const options = { what: phrase('format the SD card'), deadlineMs: FORMAT_DEADLINE_MS };
  const left = (await client.ask(formatCardProgram, options, signal)).trim();
  if (left !== '0') throw boardErrors.sdCard('unreadable');
}
