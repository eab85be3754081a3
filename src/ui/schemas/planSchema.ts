import * as v from 'valibot';
import { count, listOf, oneOf, type Schema, text, said } from '../../base/schema';
import { type MethodName, type PlanStep, type Safety, STEPS, type PlanSummary } from '../../upgrade';
import { ANSWERING } from './findingSchema';
import { PHRASE } from './phraseSchema';

export const METHOD = oneOf<MethodName>({ flash: true, sd: true, uart: true, wireless: true });

const SAFETY = oneOf<Safety>({ nothingWritten: true, repeatable: true, doNotInterrupt: true });

const STEP: Schema<PlanStep> = v.object({
  id: text,
  action: v.union(Object.values(STEPS).map(({ schema }) => schema)),
  title: PHRASE,
  meaning: PHRASE,
  weight: v.number(),
  expectedSeconds: v.number(),
  safety: SAFETY,
});

export const PLAN: Schema<PlanSummary> = v.object({
  kind: v.literal('plan'),
  method: METHOD,
  finding: ANSWERING,
  images: listOf(v.object({ name: said, size: count, targetBuild: v.nullable(text) })),
  updater: v.nullable(said),
  steps: listOf(STEP),
  warnings: listOf(
    v.object({
      rule: text,
      grade: oneOf<PlanSummary['warnings'][number]['grade']>({ ordinary: true, dangerous: true }),
      sentence: PHRASE,
      consequence: PHRASE,
    }),
  ),
  manual: listOf(
    v.object({
      when: oneOf<PlanSummary['manual'][number]['when']>({ before: true, during: true, after: true }),
      sentence: PHRASE,
    }),
  ),
  expectedSeconds: v.number(),
  measured: v.exactOptional(PHRASE),
});
