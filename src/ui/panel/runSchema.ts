import * as v from 'valibot';
import { count, listOf, type Schema, text } from '../../base/schema';
import { PHRASE } from '../schemas/phraseSchema';
import { WAIT } from '../schemas/waitSchema';
import { MOST_SAMPLES, type RunState } from './runState';

export const RUN: Schema<RunState> = v.object({
  startedAt: v.number(),
  activeStep: v.nullable(text),
  doneSteps: listOf(text),
  skippedSteps: listOf(text),
  stepSeconds: v.record(text, v.number()),
  stepBegan: v.number(),
  stepStarts: v.record(text, v.number()),
  fraction: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  transfer: v.nullable(v.object({ bytes: count, total: count, rate: v.number() })),
  sent: v.object({ bytes: count, seconds: v.number() }),
  sentAt: v.nullable(v.number()),
  remainingSeconds: v.nullable(v.number()),
  remainingAt: v.number(),
  wait: v.nullable(WAIT),
  cancel: v.variant('kind', [
    v.object({ kind: v.literal('none') }),
    v.object({ kind: v.literal('asked') }),
    v.object({ kind: v.literal('waiting'), reason: PHRASE }),
  ]),
  samples: listOf(v.strictTuple([v.number(), v.nullable(v.number())]), MOST_SAMPLES),
});
