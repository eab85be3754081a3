import * as v from 'valibot';
import { count, listOf, oneOf, type Schema, text } from '../../base/schema';
import { FINDING } from '../schemas/findingSchema';
import { IMAGE } from '../schemas/imageSchema';
import { PHRASE, said } from '../schemas/phraseSchema';
import { PLAN } from '../schemas/planSchema';
import { REPORT } from '../schemas/reportSchema';
import type { PanelStage } from './messages';
import { type LogLine, MOST_LINES } from './panelLog';
import type { PanelState } from './panelState';
import { REHEARSAL } from './rehearsalSchema';
import { RUN } from './runSchema';

const STAGE = oneOf<PanelStage>({
  empty: true,
  busy: true,
  found: true,
  checked: true,
  upToDate: true,
  ready: true,
  refused: true,
  running: true,
  rehearsing: true,
  rehearsed: true,
  done: true,
  interrupted: true,
});

const LINE: Schema<LogLine> = v.object({
  at: v.number(),
  level: oneOf<LogLine['level']>({ detail: true, info: true, warning: true }),
  text: PHRASE,
});

/** The panel's state as a former session of its window kept it. */
export const PANEL_STATE: Schema<PanelState> = v.object({
  stage: STAGE,
  port: v.nullable(text),
  activity: v.nullable(v.object({ text: PHRASE, until: v.nullable(v.number()) })),
  changing: v.boolean(),
  chosen: listOf(v.object({ name: said, location: said })),
  files: listOf(v.object({ name: said, description: IMAGE })),
  finding: v.nullable(FINDING),
  foundAt: v.nullable(v.number()),
  plan: v.nullable(PLAN),
  trouble: v.nullable(v.object({ sentence: PHRASE, remedy: PHRASE })),
  upToDate: v.nullable(PHRASE),
  confirmed: listOf(text),
  run: v.nullable(RUN),
  report: v.nullable(REPORT),
  proven: v.boolean(),
  rehearsal: v.nullable(REHEARSAL),
  unfinished: v.nullable(v.object({ happened: PHRASE, next: listOf(PHRASE) })),
  log: v.object({ number: count, dropped: count, lines: listOf(LINE, MOST_LINES) }),
});
