import type { Clock } from '../base/clock';
import type { ByteStream } from '../transport/byteStream';
import { TELL_OF_SILENCE_AFTER_MS } from './answerDeadlines';
import { stpErrors } from './errors';
import {
  ACKNOWLEDGED,
  decodeResponse,
  encodeRequest,
  NOT_UNDERSTOOD,
  type Operation,
  OPERATION,
  REFUSED,
  type RequestHead,
  type Response,
} from './frame';
import type { LinkCounters } from './linkCounters';

/** How long the rest of a damaged answer may still be on its way, in milliseconds: an FTDI bridge holds 16. */
const DAMAGED_REST_MS = 40;

/** Bytes of payload in the answer to each operation; another length is not an answer to it. */
const ANSWER_PAYLOAD_BYTES: Readonly<Record<Operation, number>> = {
  [OPERATION.reset]: 0,
  [OPERATION.open]: 4,
  [OPERATION.announce]: 0,
  [OPERATION.block]: 2,
};
const LONGEST_ANSWER_PAYLOAD_BYTES = Math.max(...Object.values(ANSWER_PAYLOAD_BYTES));

export interface ExchangeListener {
  /** The modem has been silent for a while; it is given until `ms` milliseconds from now at most. */
  onSilence(ms: number): void;
}

interface Link {
  readonly stream: ByteStream;
  readonly clock: Clock;
  readonly counters: LinkCounters;
  readonly listener: ExchangeListener;
  readonly payloadsChecked?: boolean;
}

type Verdict = 'damaged' | 'refused' | 'notUnderstood' | 'missing';

export interface Answer {
  readonly payload: Uint8Array;
  /** Whether the modem gave the payload a CRC. */
  readonly payloadChecked: boolean;
  /** That was answered. */
  readonly transaction: number;
  /** Whether it was sent again after an answer that was missing or damaged: the modem may have taken it twice. */
  readonly repeated: boolean;
}

/**
 * One request and its one response, sent again as often as there are deadlines. A missing or damaged answer and one
 * that says "not understood" repeat the same transaction; a refusal takes the next. A block that is refused when it comes
 * again may have been taken the first time, and is not sent a third time.
 *
 * @param deadlines milliseconds for each try
 * @throws STP_NO_ANSWER, STP_DAMAGED, STP_REFUSED by what the last try met; PORT_UNPLUGGED, CANCELLED
 */
export async function exchange(
  link: Link,
  head: RequestHead,
  payload: Uint8Array,
  deadlines: readonly number[],
  signal: AbortSignal,
): Promise<Answer> {
  let { transaction } = head;
  let frame = encodeRequest(head, payload);
  let last: Verdict = 'missing';
  let maybeTaken = false;
  const begun = link.clock.now();
  for (const [attempt, ms] of deadlines.entries()) {
    // What is left of an answer that lost bytes would swallow the beginning of the next one.
    if (attempt > 0) link.stream.discard();
    await link.stream.write(frame, signal);
    const later = deadlines.slice(attempt + 1).reduce((sum, each) => sum + each, 0);
    const answer = await awaitAnswer(link, { ...head, transaction }, ms, later, signal);
    if (typeof answer !== 'string') {
      const { payload: said, payloadChecked } = answer;
      return { payload: said, payloadChecked, transaction, repeated: maybeTaken };
    }
    last = answer;
    link.counters[answer === 'notUnderstood' ? 'refused' : answer]++;
    if (answer === 'missing' || answer === 'damaged') maybeTaken = true;
    else if (maybeTaken && head.operation === OPERATION.block) break;
    if (answer === 'refused') {
      transaction++;
      frame = encodeRequest({ ...head, transaction }, payload);
    }
  }
  const name = NAMES[head.operation];
  if (last === 'missing') throw stpErrors.noAnswer(name, Math.round((link.clock.now() - begun) / 1000));
  throw last === 'damaged' ? stpErrors.damaged(name) : stpErrors.refused(name);
}

async function awaitAnswer(
  link: Link,
  head: RequestHead,
  ms: number,
  laterMs: number,
  signal: AbortSignal,
): Promise<Response | Verdict> {
  const { stream, clock } = link;
  const end = clock.now() + ms;
  let told = false;
  let damaged = false;
  for (;;) {
    const decoded = decodeResponse(stream.peek(), LONGEST_ANSWER_PAYLOAD_BYTES, link.payloadsChecked);
    stream.consume(decoded.skip);
    if (decoded.kind === 'response') {
      const verdict = judge(decoded.response, head);
      if (verdict === 'answer') return decoded.response;
      if (verdict === 'refused' || verdict === 'notUnderstood') return verdict;
      damaged ||= verdict === 'damaged';
      continue;
    }
    if (decoded.kind === 'damaged') {
      damaged = true;
      continue;
    }
    const left = end - clock.now();
    if (left <= 0) return damaged ? 'damaged' : 'missing';
    const patience = damaged
      ? Math.min(DAMAGED_REST_MS, left)
      : told
        ? left
        : Math.min(left, TELL_OF_SILENCE_AFTER_MS);
    const arrived = await stream.more(patience, signal);
    if (arrived) continue;
    if (damaged) return 'damaged';
    if (!told && left > patience) {
      told = true;
      link.listener.onSilence(left - patience + laterMs);
    }
  }
}

function judge(
  response: Response,
  head: RequestHead,
): 'answer' | 'stale' | 'damaged' | 'refused' | 'notUnderstood' {
  // Whoever did not understand a request may not know its transaction either.
  if (response.operation === NOT_UNDERSTOOD) return 'notUnderstood';
  // A late answer to an earlier try or request: the modem says again what was already heard.
  if (response.transaction < head.transaction) return 'stale';
  // Of a session that was open before.
  const begins = head.operation === OPERATION.reset || head.operation === OPERATION.open;
  if (begins && OF_BLOCKS.includes(response.operation)) return 'stale';
  if (response.transaction !== head.transaction || response.session !== head.session) return 'damaged';
  if (response.operation === (head.operation | REFUSED)) return 'refused';
  if (response.operation !== (head.operation | ACKNOWLEDGED)) return 'damaged';
  return response.payload.length === ANSWER_PAYLOAD_BYTES[head.operation] ? 'answer' : 'damaged';
}

/** Answers that only an open session gives. */
const OF_BLOCKS: readonly number[] = [OPERATION.announce, OPERATION.block].flatMap((operation) => [
  operation | ACKNOWLEDGED,
  operation | REFUSED,
]);

const NAMES: Readonly<Record<Operation, string>> = {
  [OPERATION.reset]: 'reset',
  [OPERATION.open]: 'open',
  [OPERATION.announce]: 'announce',
  [OPERATION.block]: 'block',
};
