import { type Phrase, phrase, render } from '../../base/phrase';
import { BOOT_STATE } from '../../modem/bootState';
import type { ModemReading } from '../../modem/modemReading';
import type { UpgradeEvent, WaitEvent } from '../events';
import type { Finding } from '../inspect/finding';
import type { PlanSummary } from '../plan/plan';
import { nameOf } from '../inspect/readingName';
import type { UpgradeReport } from '../report';

/**
 * How a board of a batch ended. `unknown`: it failed, and nobody knows what state its modem is in. `needsYou`: nothing was begun,
 * because only a person may decide. `seenAgain`: it is a board that this batch has upgraded already.
 */
export type BatchResult =
  'upgraded' | 'alreadyThere' | 'needsYou' | 'failed' | 'unknown' | 'cancelled' | 'seenAgain';

export interface BatchEnd {
  readonly result: BatchResult;
  /** What happened, or why nothing did. */
  readonly sentence: Phrase;
  /** The one thing to do; null where nothing is left to do. */
  readonly remedy: Phrase | null;
  /** Arguments of the command line that goes on with this board; null where none is needed. */
  readonly command: readonly string[] | null;
  /** Of a board that was upgraded or should have been. */
  readonly report: UpgradeReport | null;
}

/** What a board waits for, and since and until when (ms since 1970). */
export interface BatchWait extends Pick<WaitEvent, 'kind' | 'reason' | 'until'> {
  readonly since: number;
}

/** `waiting`: its turn has not come. */
export type BatchPhase = 'waiting' | 'reading' | 'upgrading' | 'ended';

/** One board of a batch, as far as it is known now: what every user interface shows as one row. */
export interface BatchBoard {
  /** From 1, in the order in which the boards came. */
  readonly number: number;
  /** Without a password. */
  readonly port: string;
  /** Whether it is plugged in, as far as its port tells. */
  readonly isThere: boolean;
  /** `GPy`, `FiPy`; null in MIRROR mode, and before the board was read. */
  readonly sysname: string | null;
  readonly imei: string | null;
  /** The build that its modem ran, else what there is to say of it; and the build that it is to run. */
  readonly from: string | Phrase | null;
  readonly to: string | null;
  readonly phase: BatchPhase;
  /** What is done now; null where nothing is. */
  readonly doing: Phrase | null;
  /** Of the whole plan, 0 to 1. */
  readonly fraction: number;
  /** Seconds to the end of the plan, as far as it can be told. */
  readonly remainingSeconds: number | null;
  readonly wait: BatchWait | null;
  /** Why it does not stop at once, although it was asked to. */
  readonly stopping: Phrase | null;
  readonly end: BatchEnd | null;
  /** The number under which the same board came back to this batch; null for one that did not. */
  readonly cameBackAs: number | null;
  readonly plan: PlanSummary | null;
}

export function newBoard(number: number, port: string): BatchBoard {
  return {
    number,
    port,
    isThere: true,
    sysname: null,
    imei: null,
    from: null,
    to: null,
    phase: 'waiting',
    doing: null,
    fraction: 0,
    remainingSeconds: null,
    wait: null,
    stopping: null,
    end: null,
    cameBackAs: null,
    plan: null,
  };
}

export function whileReading(board: BatchBoard): BatchBoard {
  return { ...board, phase: 'reading', doing: phrase('Reading board and modem') };
}

export function afterReading(board: BatchBoard, finding: Finding): BatchBoard {
  if (finding.kind === 'silent') return { ...board, wait: null };
  return {
    ...board,
    wait: null,
    sysname: finding.kind === 'board' ? finding.board.sysname : null,
    imei: finding.modem.imei,
    from: runningBuild(finding.modem) ?? nameOf(finding.modem),
  };
}

export function whileUpgrading(board: BatchBoard, plan: PlanSummary): BatchBoard {
  return {
    ...board,
    plan,
    phase: 'upgrading',
    doing: null,
    to: plan.images.at(-1)?.targetBuild ?? null,
    remainingSeconds: plan.expectedSeconds,
  };
}

export function atEnd(board: BatchBoard, end: BatchEnd): BatchBoard {
  return { ...board, phase: 'ended', doing: null, wait: null, stopping: null, remainingSeconds: null, end };
}

/** @param now milliseconds since 1970 */
export function afterEvent(board: BatchBoard, event: UpgradeEvent, now: number): BatchBoard {
  switch (event.type) {
    case 'step':
      if (event.state === 'skipped') return board;
      if (event.state === 'done') return { ...board, wait: null };
      return { ...board, wait: null, doing: board.plan?.steps[event.index]?.title ?? null };
    case 'progress':
      return {
        ...board,
        wait: null,
        fraction: event.fraction,
        remainingSeconds: event.remainingSeconds,
      };
    case 'wait':
      return { ...board, wait: waitFrom(board.wait, event, now) };
    case 'cancelling':
      return { ...board, stopping: event.reason };
    case 'plan':
    case 'notice':
    case 'moved':
    case 'report':
      return board;
  }
}

function runningBuild({ state, build }: ModemReading): string | null {
  return state === BOOT_STATE.application ? build : null;
}

/** If a wait is reported again, or in other words to the same person, its beginning stays. */
function waitFrom(before: BatchWait | null, { kind, reason, until }: WaitEvent, now: number): BatchWait {
  const goesOn = before?.kind === kind && (kind === 'hand' || render(before.reason) === render(reason));
  return { kind, reason, until, since: goesOn ? before.since : now };
}
