import * as v from 'valibot';
import { count, listOf, oneOf, type Schema, text } from '../../base/schema';
import type { CheckOutcome, CheckReport, Figure, RehearsalReport, Verdict } from '../../upgrade';
import { BOARD } from '../schemas/findingSchema';
import { MODEM } from '../schemas/modemSchema';
import { PHRASE } from '../schemas/phraseSchema';
import { METHOD } from '../schemas/planSchema';
import { ERROR } from '../schemas/reportSchema';
import { WAIT } from '../schemas/waitSchema';
import type { RehearsalState } from './rehearsalState';

const FIGURE: Schema<Figure> = v.object({
  id: text,
  label: PHRASE,
  value: v.number(),
  unit: oneOf<Figure['unit']>({ ms: true, bytes: true, 'bytes/s': true, 'bits/s': true, count: true }),
});

export const CHECK: Schema<CheckReport> = v.object({
  id: text,
  title: PHRASE,
  seconds: v.number(),
  outcome: oneOf<CheckOutcome>({ proven: true, failed: true, notRun: true }),
  sentence: PHRASE,
  remedy: v.nullable(PHRASE),
  figures: listOf(FIGURE),
});

export const REHEARSAL_REPORT: Schema<RehearsalReport> = v.object({
  type: v.literal('rehearsal'),
  verdict: oneOf<Verdict>({ ready: true, readyExcept: true, notReady: true }),
  method: METHOD,
  checks: listOf(CHECK),
  unproven: listOf(PHRASE),
  leftBehind: listOf(PHRASE),
  error: v.nullable(ERROR),
  next: listOf(PHRASE),
  board: v.nullable(BOARD),
  modem: MODEM,
  seconds: v.number(),
});

export const REHEARSAL: Schema<RehearsalState> = v.object({
  method: METHOD,
  startedAt: v.number(),
  checks: listOf(CHECK),
  current: v.nullable(v.object({ id: text, title: PHRASE })),
  total: count,
  wait: v.nullable(WAIT),
  cancelAsked: v.boolean(),
});
