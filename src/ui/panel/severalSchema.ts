import * as v from 'valibot';
import { count, listOf, oneOf, type Schema, said, text } from '../../base/schema';
import type { BatchBoard, BatchEnd, BatchPhase, BatchResult } from '../../upgrade/batch/batchBoard';
import { PHRASE } from '../schemas/phraseSchema';
import { PLAN } from '../schemas/planSchema';
import { REPORT } from '../schemas/reportSchema';
import { WAIT } from '../schemas/waitSchema';
import { RUN } from './runSchema';
import { MOST_ROWS, type SeveralRow, type SeveralState } from './severalState';

const END: Schema<BatchEnd> = v.object({
  result: oneOf<BatchResult>({
    upgraded: true,
    alreadyThere: true,
    needsYou: true,
    failed: true,
    unknown: true,
    cancelled: true,
    seenAgain: true,
  }),
  sentence: PHRASE,
  remedy: v.nullable(PHRASE),
  command: v.nullable(listOf(said)),
  report: v.nullable(REPORT),
});

const BOARD: Schema<BatchBoard> = v.object({
  number: count,
  port: text,
  isThere: v.boolean(),
  sysname: v.nullable(text),
  imei: v.nullable(text),
  from: v.nullable(v.union([said, PHRASE])),
  to: v.nullable(text),
  phase: oneOf<BatchPhase>({ waiting: true, reading: true, upgrading: true, ended: true }),
  doing: v.nullable(PHRASE),
  fraction: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  remainingSeconds: v.nullable(v.number()),
  wait: v.nullable(WAIT),
  stopping: v.nullable(PHRASE),
  end: v.nullable(END),
  cameBackAs: v.nullable(count),
  plan: v.nullable(PLAN),
});

const ROW: Schema<SeveralRow> = v.object({ board: BOARD, run: v.nullable(RUN) });

export const SEVERAL: Schema<SeveralState> = v.object({
  chosen: listOf(v.object({ name: said, location: said })),
  takesMore: v.boolean(),
  course: oneOf<SeveralState['course']>({ running: true, stopping: true, over: true, cutOff: true }),
  rows: listOf(ROW, MOST_ROWS),
  unfolded: listOf(count, MOST_ROWS),
});
