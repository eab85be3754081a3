/**
 * How long each try of a request waits for its answer. Nothing flat: the wire's own time comes from the size and the
 * rate, and the modem's pauses are known. It erases its memory at some 7 to 10 % and works on at 99 %, documented as
 * up to five minutes of silence; users saw pauses in other places, too. The tries together outlast five minutes in any
 * place.
 *
 * That a modem takes a block only once that it was sent twice is documented, and confirmed by nobody. So no block is sent
 * again sooner than the field's tool would. What carries no bytes of the image is sent again sooner: an answer to it tells
 * a request that was lost from a modem that is silent.
 */
const SECOND_MS = 1000;
const BLOCK_PATIENCE_MS = [90, 90, 90, 60].map((seconds) => seconds * SECOND_MS);
/** Grown try by try: a loss is mended fast, and a pause outlived. */
const OTHER_PATIENCE_MS = [30, 60, 90, 150].map((seconds) => seconds * SECOND_MS);
/** A block larger than any proven one: silence means "too large" sooner than it means a pause. */
const TRIAL_PATIENCE_MS = [6 * SECOND_MS];
/** Answers come to 18 bytes at most; a bridge may hold them for 16 ms. */
const ANSWER_ON_THE_WIRE_BYTES = 18;
const BITS_PER_BYTE_8N1 = 10;

/** Fractions of the image between which the modem was seen to fall silent, with room on both sides. */
const PAUSES: readonly (readonly [from: number, to: number])[] = [
  [0.05, 0.13],
  [0.97, 1],
];
/** Users saw it pause at the very beginning, too. */
const EARLY_PAUSE_UNTIL = 0.012;

export interface Request {
  /** Bytes of the whole request frame. */
  readonly bytes: number;
  readonly bitsPerSecond: number;
  /** Share of the image that the modem has taken, 0 to 1. */
  readonly fraction: number;
  /** Whether it carries bytes of the image, which must not be taken twice. */
  readonly block: boolean;
  /** Whether its block is larger than any that was answered. */
  readonly trial: boolean;
}

/** Whether the modem was seen to fall silent when it had taken this share of the image, 0 to 1. */
export function mayPauseAt(fraction: number): boolean {
  return fraction <= EARLY_PAUSE_UNTIL || pausesAt(fraction);
}

function pausesAt(fraction: number): boolean {
  return PAUSES.some(([from, to]) => fraction >= from && fraction <= to);
}

/** @returns milliseconds for each try, in order; when the last has passed the request has failed */
export function answerDeadlines(request: Request): number[] {
  const wireMs =
    ((request.bytes + ANSWER_ON_THE_WIRE_BYTES) * BITS_PER_BYTE_8N1 * SECOND_MS) / request.bitsPerSecond;
  const silent = request.block || pausesAt(request.fraction) ? BLOCK_PATIENCE_MS : OTHER_PATIENCE_MS;
  const patience = request.trial ? TRIAL_PATIENCE_MS : silent;
  return patience.map((ms) => Math.ceil(2 * wireMs + ms));
}

/** Silence after which the user learns that it is normal, and until when. */
export const TELL_OF_SILENCE_AFTER_MS = 3 * SECOND_MS;
