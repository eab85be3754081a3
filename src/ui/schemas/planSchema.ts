import * as v from 'valibot';
import { count, listOf, oneOf, type Schema, text } from '../../base/schema';
import type {
  MethodName,
  PlanStep,
  Safety,
  StepAction,
  TransferWay,
  UpgradePlan,
} from '../../upgrade/plan/plan';
import { ANSWERING } from './findingSchema';
import { PHRASE, said } from './phraseSchema';

export const METHOD = oneOf<MethodName>({ flash: true, sd: true, uart: true, wireless: true });

const WAY = oneOf<TransferWay>({ FFF: true, ON_THE_FLY: true });
const SAFETY = oneOf<Safety>({ nothingWritten: true, repeatable: true, doNotInterrupt: true });

type Kind = StepAction['kind'];
type ActionOf<K extends Kind> = Extract<StepAction, { readonly kind: K }>;

/** What there is besides its kind in each action; a new kind must be named here. */
const ACTIONS: { readonly [K in Kind]: Schema<ActionOf<K>> } = {
  wake: v.object({ kind: v.literal('wake') }),
  prepare: v.object({ kind: v.literal('prepare') }),
  loadUpdater: v.object({ kind: v.literal('loadUpdater') }),
  bootUpdater: v.object({ kind: v.literal('bootUpdater') }),
  transfer: v.object({ kind: v.literal('transfer'), image: count, way: WAY }),
  apply: v.object({ kind: v.literal('apply'), image: count, way: WAY }),
  leaveUpdater: v.object({ kind: v.literal('leaveUpdater') }),
  verify: v.object({ kind: v.literal('verify'), image: count }),
  openBoard: v.object({ kind: v.literal('openBoard') }),
  upload: v.object({
    kind: v.literal('upload'),
    file: v.union([count, v.literal('updater')]),
    path: said,
  }),
  enterMirror: v.object({ kind: v.literal('enterMirror'), recovery: v.boolean() }),
  runOnBoard: v.object({
    kind: v.literal('runOnBoard'),
    image: count,
    path: said,
    updaterPath: v.nullable(said),
    loadFff: v.boolean(),
  }),
  verifyOnBoard: v.object({ kind: v.literal('verifyOnBoard'), image: count }),
  removeFiles: v.object({ kind: v.literal('removeFiles'), paths: listOf(said) }),
  resetBoard: v.object({ kind: v.literal('resetBoard') }),
  powerCycle: v.object({ kind: v.literal('powerCycle') }),
};

const STEP: Schema<PlanStep> = v.object({
  id: text,
  action: v.union(Object.values(ACTIONS)),
  title: PHRASE,
  meaning: PHRASE,
  weight: v.number(),
  expectedSeconds: v.number(),
  safety: SAFETY,
});

export const PLAN: Schema<UpgradePlan> = v.object({
  kind: v.literal('plan'),
  method: METHOD,
  finding: ANSWERING,
  images: listOf(v.object({ name: said, size: count, targetBuild: v.nullable(text) })),
  updater: v.nullable(said),
  steps: listOf(STEP),
  warnings: listOf(
    v.object({
      rule: text,
      grade: oneOf<UpgradePlan['warnings'][number]['grade']>({ ordinary: true, dangerous: true }),
      sentence: PHRASE,
      consequence: PHRASE,
    }),
  ),
  manual: listOf(
    v.object({
      when: oneOf<UpgradePlan['manual'][number]['when']>({ before: true, during: true, after: true }),
      sentence: PHRASE,
    }),
  ),
  expectedSeconds: v.number(),
});
