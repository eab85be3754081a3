import { phrase } from '../base/phrase';
import type { BoardReading, SdCardReading } from './boardReading';
import { answeredId, answeredNumber, answeredValues } from './programAnswer';
import inspectProgram from './programs/inspect.py';
import { receiveBufferBytes } from './receiveBuffer';
import type { ReplClient } from './replClient';
import { MOST_TOLD_FILES, TOLD_ENDINGS, toldFiles } from './toldFiles';

/** Counting the free clusters of a large card takes the longest. */
const INSPECT_DEADLINE_MS = 30_000;

/**
 * What the board is and can do, without touching the modem. The client knows the board's receive buffer afterwards.
 * @throws those of `ReplClient.ask`
 */
export async function inspectBoard(client: ReplClient, signal: AbortSignal): Promise<BoardReading> {
  const parameters = { endings: TOLD_ENDINGS, most: MOST_TOLD_FILES };
  const options = { what: phrase('read the board'), deadlineMs: INSPECT_DEADLINE_MS, parameters };
  const output = await client.ask(inspectProgram, options, signal);
  const values = answeredValues(output);
  const sysname = values.get('sysname') ?? '';
  const release = values.get('release') ?? '';
  if (client.stream.transport.baudRate !== undefined) {
    client.receiveBufferBytes = receiveBufferBytes(sysname, release);
  }
  return {
    sysname,
    release,
    uniqueId: answeredId(values),
    toolVersion: values.get('tool') ?? null,
    mirrorMode: values.get('mirror') === '1',
    flashFreeBytes: answeredNumber(values, 'flash_free'),
    sdCard: cardOf(values),
    files: toldFiles(output),
  };
}

function cardOf(values: ReadonlyMap<string, string>): SdCardReading {
  const freeBytes = answeredNumber(values, 'card_free');
  if (values.get('card') === 'absent') return { state: 'absent' };
  return freeBytes === null ? { state: 'unreadable' } : { state: 'readable', path: '/sd', freeBytes };
}
