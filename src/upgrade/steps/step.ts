import type { Phrase } from '../../base/phrase';
import type { Schema } from '../../base/schema';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import type { FactList } from '../facts/factList';
import type { BoardSide } from '../run/boardSide';
import type { ModemSide } from '../run/modemSide';
import type { PerformContext } from '../run/performContext';
import type { PlanStep, Safety } from '../plan/plan';

/** What a step belongs to, as a person sees the upgrade: getting ready, sending bytes, the modem's own work, the proof. */
export type StepPhase = 'prepare' | 'send' | 'install' | 'verify';

/**
 * Where an upgrade stands that ends in this step. `atPrompt`: the board is at its prompt and nothing was written by the step;
 * `atModem`: the port leads to the modem, which is given something; `finishing`: the modem may be at work by itself; `written`: it has
 * its image.
 */
export type StepStanding = 'atPrompt' | 'atModem' | 'finishing' | 'written';

/** The file that a step sends: an image by its number in the plan, from 0, or the updater. */
export type SentFile = number | 'updater';

/** What performing a step works with: the run's surroundings, what has happened in it, and both sides of the port. */
export interface StepRun {
  readonly context: PerformContext;
  readonly facts: FactList;
  readonly modem: ModemSide;
  readonly board: BoardSide;
}

interface Action {
  readonly kind: string;
}

/**
 * All that there is to know about one kind of step. Every field is required: a step that forgets to say that it changes the modem
 * does not compile.
 */
export interface StepKind<A extends Action, Described extends readonly unknown[] = readonly never[]> {
  readonly kind: A['kind'];
  /** What an action of this kind may be, where it comes from a file or another process. */
  readonly schema: Schema<A>;
  /** The step as a plan has it: with what it means to someone who has never done this, its time and its safety. */
  readonly describe: (...described: Described) => PlanStep;
  readonly phase: StepPhase;
  /** Who is spoken to: the modem itself, or the board. */
  readonly side: 'modem' | 'board';
  readonly standing: StepStanding;
  /** Whether the step gives the modem an image, by its kind alone: the journal remembers no more. */
  readonly givesImage: boolean;
  /** How long the board's own tool can be at work when it was begun in such a step, milliseconds; null where none is begun. */
  readonly toolLimitMs: number | null;
  /** Whether the modem's firmware may be another one, or its state another than before, after the step has begun. */
  readonly changesModem: (action: A) => boolean;
  /**
   * Whether the modem is given something. From then on it is remembered as one that may have changed, before it has: the
   * step that changes it must not have to wait for a disk.
   */
  readonly writesToModem: (action: A) => boolean;
  /** Whether the board's own tool is begun, which writes to the modem and goes on with that without us. */
  readonly startsTool: (action: A) => boolean;
  /** Whether a modem cancelled in the step still waits for the rest, and only a power cycle ends that. */
  readonly leavesTransferOpen: (action: A) => boolean;
  /** The file whose bytes are sent; null for a step that sends none. */
  readonly sends: (action: A) => SentFile | null;
  /** Number of the image that the step is about, from 0; null where it is about none. */
  readonly image: (action: A) => number | null;
  /** @throws any UpgradeError; the step then counts as failed */
  readonly perform: (action: A, run: StepRun, signal: AbortSignal) => Promise<void>;
}

export interface Surroundings {
  readonly bitsPerSecond: number;
  /** Number of the image in the plan, from 0. */
  readonly image: number;
  /** Whether stopping before or in this image's steps is worse than going on: the first half of a pair is done. */
  readonly committed: boolean;
  /** Whether the modem lacks a firmware that starts, so that stopping makes nothing worse. */
  readonly broken: boolean;
}

/** The answers of a step that does not touch the modem's firmware. */
export const HARMLESS = {
  givesImage: false,
  toolLimitMs: null,
  changesModem: () => false,
  writesToModem: () => false,
  startsTool: () => false,
  leavesTransferOpen: () => false,
} as const;

export function planStep(
  id: string,
  action: PlanStep['action'],
  expectedSeconds: number,
  safety: Safety,
  [title, meaning]: readonly [Phrase, Phrase],
): PlanStep {
  // A step's share of the bar is its share of the time.
  return { id, action, title, meaning, weight: expectedSeconds, expectedSeconds, safety };
}

const BITS_PER_BYTE_8N1 = 10;
/** Two answers for a block of 8176 bytes at 2 ms each, and the frames' headers. */
const PROTOCOL_OVERHEAD = 1.06;

/** How long a file is on the wire by STP, in seconds. */
export function wireSeconds({ source }: FirmwareImage, bitsPerSecond: number): number {
  return Math.ceil((source.size * BITS_PER_BYTE_8N1 * PROTOCOL_OVERHEAD) / bitsPerSecond);
}
