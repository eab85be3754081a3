import type { ModemBehaviour } from './behaviour';
import type { Effect, StpRequest } from './fault';
import {
  ANSWERS_BIT,
  encodeResponse,
  findRequest,
  type Frame,
  HEADER_BYTES,
  OPERATIONS,
  REFUSES_BIT,
  UNKNOWN_OPERATION,
} from './stpFrame';

/** The protocol’s interface to the modem. */
export interface StpSurroundings {
  readonly maximumTransfer: number;
  readonly largestBlock: { readonly bytes: number; readonly above: 'silent' | 'refuse' } | null;
  readonly answerCrcs: 'zero' | 'filled';
  readonly behaviour: Pick<ModemBehaviour, 'resetInSession' | 'repeatedBlock'>;
  /** The faults that apply to this request. */
  effectsAt(request: StpRequest): readonly Effect[];
  /** A session starts. The data of an earlier one is discarded. */
  begin(): void;
  /** Accepts bytes of the image. @returns how long that keeps the modem busy, in milliseconds */
  take(bytes: Uint8Array): number;
  /** @param after called when the answer has left */
  answer(bytes: Uint8Array, effects: readonly Effect[], busyMs: number, after: () => void): void;
  /** The session was closed. AT commands work again. */
  end(): void;
  /** The transfer was interrupted. AT commands work again, and the received data is discarded. */
  abandon(): void;
  restart(): void;
}

interface Answer {
  readonly frame: Frame;
  readonly refusal: boolean;
  readonly busyMs: number;
  readonly after: () => void;
}

/** An incomplete request is discarded after this much silence, in milliseconds. */
const FORGET_AFTER_MS = 500;
const PROTOCOL_VERSION = 1;
const NOTHING = new Uint8Array();

/** The modem’s side of STP: answers each request once. */
export class StpSlave {
  private readonly around: StpSurroundings;
  private pending = Buffer.alloc(0);
  private lastReceived = 0;
  private session: number | undefined;
  /** The last request with its answer, which is repeated when the request comes again. */
  private lastTransaction = 0;
  private lastAnswer: { readonly operation: number; readonly answer: Answer } | undefined;
  private announced: number | undefined;

  constructor(around: StpSurroundings) {
    this.around = around;
  }

  /** @param now milliseconds */
  receive(bytes: Uint8Array, now: number): void {
    if (now - this.lastReceived > FORGET_AFTER_MS) this.pending = Buffer.alloc(0);
    this.lastReceived = now;
    this.pending = this.pending.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.pending, bytes]);
    for (;;) {
      const { frame, used } = findRequest(this.pending);
      this.pending = this.pending.subarray(used);
      if (!frame) return;
      this.handle(frame);
    }
  }

  private handle(request: Frame): void {
    const name = nameOf(request);
    const effects = name === undefined ? [] : this.around.effectsAt(name);
    if (effects.includes('ignore')) return;
    if (effects.includes('refuseUnknown')) {
      this.reply({ ...this.refusal(request), frame: respond(request, UNKNOWN_OPERATION) }, effects);
      return;
    }
    if (effects.includes('refuse')) {
      this.remember(request, this.refusal(request));
      this.reply(this.refusal(request), effects);
      return;
    }
    const known = this.lastAnswer;
    const repeated =
      known !== undefined &&
      name !== 'reset' &&
      request.transaction === this.lastTransaction &&
      request.operation === known.operation &&
      !known.answer.refusal;
    if (repeated && name === 'block' && this.around.behaviour.repeatedBlock !== 'answered') {
      this.repeatBlock(request, known.answer, effects);
      return;
    }
    const answer = repeated ? { ...known.answer, busyMs: 0 } : this.carryOut(name, request, effects);
    if (!answer) return;
    if (!repeated) this.remember(request, answer);
    this.reply(answer, effects);
  }

  /** How a modem that differs from our belief handles a block that it has already accepted. */
  private repeatBlock(request: Frame, answered: Answer, effects: readonly Effect[]): void {
    switch (this.around.behaviour.repeatedBlock) {
      case 'takenTwice':
        this.around.take(request.payload);
        this.reply({ ...answered, busyMs: 0 }, effects);
        return;
      case 'refused':
        this.reply(this.refusal(request), effects);
        return;
      case 'notUnderstood':
        this.reply({ ...this.refusal(request), frame: respond(request, UNKNOWN_OPERATION) }, effects);
        return;
      case 'endsStp':
        this.around.abandon();
        return;
      case 'restarts':
        this.around.restart();
        return;
      case 'ignored':
      case 'answered':
        return;
    }
  }

  /** `undefined`: a request out of order, which gets no answer. */
  private carryOut(
    name: StpRequest | undefined,
    request: Frame,
    effects: readonly Effect[],
  ): Answer | undefined {
    if (name === undefined) return { ...this.refusal(request), frame: respond(request, UNKNOWN_OPERATION) };
    if (name === 'reset') {
      const { resetInSession } = this.around.behaviour;
      const wasOpen = this.session !== undefined;
      this.session = undefined;
      this.announced = undefined;
      if (wasOpen && resetInSession === 'endsStp')
        return { ...plain(request), after: () => this.around.abandon() };
      if (wasOpen && resetInSession === 'restarts') {
        this.around.restart();
        return undefined;
      }
      this.around.begin();
      return plain(request);
    }
    const again = this.lastAnswer?.answer.refusal === true && request.transaction === this.lastTransaction;
    if (request.transaction !== this.lastTransaction + 1 && !again) return undefined;
    if (name === 'open') return this.open(request, effects);
    if (request.session !== this.session) return undefined;
    if (name === 'close') {
      this.session = undefined;
      return { ...plain(request), after: () => this.around.end() };
    }
    return name === 'announce' ? this.announce(request) : this.block(request, effects);
  }

  private open(request: Frame, effects: readonly Effect[]): Answer {
    const refused = effects.includes('sessionRefused');
    const payload = Buffer.from([refused ? 0 : 1, PROTOCOL_VERSION, 0, 0]);
    payload.writeUInt16BE(valueOf(effects, 'maximumTransfer') ?? this.around.maximumTransfer, 2);
    if (!refused) this.session = request.session;
    return { ...plain(request), frame: respond(request, request.operation | ANSWERS_BIT, payload) };
  }

  private announce(request: Frame): Answer {
    const length = request.payload.length === 2 ? Buffer.from(request.payload).readUInt16BE(0) : 0;
    if (length === 0 || length + HEADER_BYTES > this.around.maximumTransfer) return this.refusal(request);
    this.announced = length;
    return plain(request);
  }

  private block(request: Frame, effects: readonly Effect[]): Answer | undefined {
    const { length } = request.payload;
    const { largestBlock } = this.around;
    if (largestBlock && length > largestBlock.bytes) {
      return largestBlock.above === 'silent' ? undefined : this.refusal(request);
    }
    if (length !== this.announced) return this.refusal(request);
    this.announced = undefined;
    const left = Math.min(length, valueOf(effects, 'residue') ?? 0);
    const busyMs = this.around.take(request.payload.subarray(0, length - left));
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(left);
    return { ...plain(request), frame: respond(request, request.operation | ANSWERS_BIT, payload), busyMs };
  }

  private refusal(request: Frame): Answer {
    return { ...plain(request), frame: respond(request, request.operation | REFUSES_BIT), refusal: true };
  }

  private remember(request: Frame, answer: Answer): void {
    this.lastTransaction = request.transaction;
    this.lastAnswer = { operation: request.operation, answer };
  }

  private reply(answer: Answer, effects: readonly Effect[]): void {
    const frame = distort(answer.frame, effects);
    const damaged = effects.includes('damagedHeader') || effects.includes('damagedPayload');
    const bytes = encodeResponse(frame, damaged ? 'filled' : this.around.answerCrcs);
    // The fault changes the transaction in the header, or the last byte of the payload. The checksums detect it.
    if (effects.includes('damagedHeader')) flipBit(bytes, HEADER_BYTES - 5);
    if (effects.includes('damagedPayload')) flipBit(bytes, bytes.length - 1);
    this.around.answer(bytes, effects, answer.busyMs, answer.after);
  }
}

/** A reset belongs to no session, except one that closes its session. */
function nameOf({ operation, session }: Frame): StpRequest | undefined {
  if (operation === OPERATIONS.reset) return session === 0 ? 'reset' : 'close';
  if (operation === OPERATIONS.open) return 'open';
  if (operation === OPERATIONS.announce) return 'announce';
  return operation === OPERATIONS.block ? 'block' : undefined;
}

function plain(request: Frame): Answer {
  const frame = respond(request, request.operation | ANSWERS_BIT);
  return { frame, refusal: false, busyMs: 0, after: nothingMore };
}

function respond(request: Frame, operation: number, payload: Uint8Array = NOTHING): Frame {
  return { operation, session: request.session, transaction: request.transaction, payload };
}

function distort(frame: Frame, effects: readonly Effect[]): Frame {
  return {
    operation: effects.includes('wrongOperation') ? frame.operation ^ 0x01 : frame.operation,
    session: effects.includes('wrongSession') ? frame.session ^ 0x55 : frame.session,
    transaction: effects.includes('wrongTransaction') ? frame.transaction + 7 : frame.transaction,
    payload: frame.payload,
  };
}

function flipBit(bytes: Buffer, at: number): void {
  bytes[at] = (bytes[at] ?? 0) ^ 0x04;
}

function valueOf(effects: readonly Effect[], key: 'residue' | 'maximumTransfer'): number | undefined {
  for (const effect of effects) {
    if (typeof effect !== 'object') continue;
    if (key === 'maximumTransfer' && 'maximumTransfer' in effect) return effect.maximumTransfer;
    if (key === 'residue' && 'residue' in effect) {
      return effect.residue === 'all' ? Number.MAX_SAFE_INTEGER : effect.residue;
    }
  }
  return undefined;
}

function nothingMore(): void {
  // Most answers need no further action.
}
