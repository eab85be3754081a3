import { phrase } from '../base/phrase';
import type { BoardReading, SdCardReading } from './boardReading';
import { answeredNumber, answeredValues } from './programAnswer';
import inspectProgram from './programs/inspect.py';
import { receiveBufferBytes } from './receiveBuffer';
import type { ReplClient } from './replClient';

/** Counting the free clusters of a large card takes the longest. */
const INSPECT_DEADLINE_MS = 30_000;

/**
 * What the board is and can do, without touching the modem. The client knows the board's receive buffer afterwards.
 * @throws those of `ReplClient.ask`
 */
export async function inspectBoard(client: ReplClient, signal: AbortSignal): Promise<BoardReading> {
  const options = { what: phrase('read the board'), deadlineMs: INSPECT_DEADLINE_MS };
  const values = answeredValues(await client.ask(inspectProgram, options, signal));
  const sysname = values.get('sysname') ?? '';
  const release = values.get('release') ?? '';
  if (client.stream.transport.baudRate !== undefined) {
    client.receiveBufferBytes = receiveBufferBytes(sysname, release);
  }
  return {
    sysname,
    release,
    toolVersion: values.get('tool') ?? null,
    mirrorMode: values.get('mirror') === '1',
    flashFreeBytes: answeredNumber(values, 'flash_free'),
    sdCard: cardOf(values),
  };
}

function cardOf(values: ReadonlyMap<string, string>): SdCardReading {
  const freeBytes = answeredNumber(values, 'card_free');
  if (values.get('card') === 'absent') return { state: 'absent' };
  return freeBytes === null ? { state: 'unreadable' } : { state: 'readable', path: '/sd', freeBytes };
}
