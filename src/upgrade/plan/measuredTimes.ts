import { type Phrase, phrase } from '../../base/phrase';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import { isNetworkPort } from '../../transport/networkAddress';
import type { BoardFigures } from '../inspect/boardFigures';
import type { PlanStep } from './plan';

/** Room for opening the file, and for comparing the copy. */
const COPY_OVERHEAD_SECONDS = 5;
/** Of each block the modem answers its announcement and itself; a block is this long where nothing forbids it. */
const ANSWERS_A_BLOCK = 2;
const BLOCK_BYTES = 8176;
/** What the plan's own figures have in them already. */
const USUAL_ANSWER_MS = 2;
/** A shorter block is never needed: the field's tool has always sent this many bytes. */
const FIELD_BLOCK_BYTES = 2016;
/** Of a frame, beside its block. */
const HEAD_BYTES = 16;

interface Files {
  readonly images: readonly FirmwareImage[];
  readonly updater: FirmwareImage | null;
}

/** The steps with the times that they take on this board, by what was measured on it. Pure. */
export function timedAsMeasured(
  steps: readonly PlanStep[],
  { images, updater }: Files,
  port: string,
  figures: BoardFigures,
): PlanStep[] {
  const copying = isNetworkPort(port) ? figures.ftpBytesPerSecond : figures.copyBytesPerSecond;
  const sizeOf = (file: number | 'updater'): number =>
    (file === 'updater' ? updater : images[file])?.source.size ?? 0;
  return steps.map((step) => {
    const { action } = step;
    if (action.kind === 'upload' && copying) {
      return lasting(step, COPY_OVERHEAD_SECONDS + Math.ceil(sizeOf(action.file) / copying));
    }
    if (action.kind === 'transfer' && figures.answerMs !== null) {
      const blocks = Math.ceil(sizeOf(action.image) / Math.min(BLOCK_BYTES, longestBlock(figures)));
      const slower = Math.max(0, figures.answerMs - USUAL_ANSWER_MS);
      return lasting(step, step.expectedSeconds + Math.ceil((blocks * ANSWERS_A_BLOCK * slower) / 1000));
    }
    return step;
  });
}

function lasting(step: PlanStep, expectedSeconds: number): PlanStep {
  return { ...step, expectedSeconds, weight: expectedSeconds };
}

/** Bytes of a block at most, so that its frame is no longer than what was seen to come through whole. */
export function longestBlock({ burstBytes }: BoardFigures): number {
  return burstBytes === null ? Infinity : Math.max(FIELD_BLOCK_BYTES, burstBytes - HEAD_BYTES);
}

/** Which of these figures a plan uses, as a sentence; undefined if it uses none. */
export function measuredSentence(steps: readonly PlanStep[], figures: BoardFigures): Phrase | undefined {
  const has = (kind: PlanStep['action']['kind']): boolean => steps.some(({ action }) => action.kind === kind);
  const parts: Phrase[] = [];
  const copying = figures.copyBytesPerSecond ?? figures.ftpBytesPerSecond;
  if (has('upload') && copying !== null)
    parts.push(phrase('files are copied at {rate} kB/s', { rate: Math.round(copying / 100) / 10 }));
  if (has('transfer') && figures.answerMs !== null)
    parts.push(phrase('the modem answers within {ms} ms', { ms: figures.answerMs }));
  if (has('transfer') && longestBlock(figures) < BLOCK_BYTES)
    parts.push(phrase('blocks are no longer than {bytes} bytes', { bytes: longestBlock(figures) }));
  const [first, ...others] = parts;
  if (first === undefined) return undefined;
  return phrase('Measured in a rehearsal on this board: {figures}.', {
    figures: others.reduce((text, part) => phrase('{some}, {more}', { some: text, more: part }), first),
  });
}
