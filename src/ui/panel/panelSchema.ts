import * as v from 'valibot';
import { count, listOf, oneOf, type Schema, text, said } from '../../base/schema';
import { FINDING } from '../schemas/findingSchema';
import { IMAGE } from '../schemas/imageSchema';
import { RECOVERY } from '../schemas/recoverySchema';
import { PHRASE } from '../schemas/phraseSchema';
import { PLAN } from '../schemas/planSchema';
import { REPORT } from '../schemas/reportSchema';
import type { PanelStage } from './messages';
import { type LogLine, MOST_LINES } from './panelLog';
import type { NoticeButton } from '../texts/nextSteps';
import type { Found, PanelState, StateIn, Trouble, Unfinished, Why } from './panelState';
import { CHECK, REHEARSAL, REHEARSAL_REPORT } from './rehearsalSchema';
import { RUN } from './runSchema';
import { SEVERAL } from './severalSchema';

const LINE: Schema<LogLine> = v.object({
  at: v.number(),
  level: oneOf<LogLine['level']>({ detail: true, info: true, warning: true }),
  text: PHRASE,
});

const FOUND: Schema<Found> = v.object({ finding: FINDING, at: v.number() });

const KNOWN = {
  port: v.nullable(text),
  chosen: listOf(v.object({ name: said, location: said })),
  files: listOf(v.object({ name: said, description: IMAGE })),
  found: v.nullable(FOUND),
  rehearsed: v.nullable(REHEARSAL_REPORT),
  several: v.nullable(SEVERAL),
  log: v.object({ number: count, dropped: count, lines: listOf(LINE, MOST_LINES) }),
};
const PLANNED = { ...KNOWN, plan: PLAN, confirmed: listOf(text) };
const STARTED = { ...PLANNED, run: RUN };

const UNFINISHED: Schema<Unfinished> = v.object({ happened: PHRASE, next: listOf(PHRASE) });

const TROUBLE: Schema<Trouble> = v.object({ sentence: PHRASE, remedy: PHRASE });

const WHY: Schema<Why> = v.object({
  reason: PHRASE,
  others: listOf(v.object({ files: said, reason: PHRASE })),
});

const NEXT_STEP = oneOf<NoticeButton>({
  retry: true,
  readVersion: true,
  choosePort: true,
  another: true,
  chooseMethod: true,
  password: true,
  recover: true,
  upgradeThis: true,
  showPanel: true,
  showLog: true,
  copyReport: true,
  copyRehearsal: true,
});

/** What there is in each stage; none can be forgotten. */
const STAGES = {
  empty: v.object({ ...KNOWN, stage: v.literal('empty') }),
  busy: v.object({
    ...KNOWN,
    stage: v.literal('busy'),
    activity: v.object({ text: PHRASE, until: v.nullable(v.number()) }),
    changing: v.boolean(),
  }),
  found: v.object({ ...KNOWN, stage: v.literal('found'), found: FOUND }),
  recovery: v.object({ ...KNOWN, stage: v.literal('recovery'), found: FOUND, recovery: RECOVERY }),
  checked: v.object({
    ...KNOWN,
    stage: v.literal('checked'),
    misfit: v.optional(v.nullable(TROUBLE), null),
  }),
  upToDate: v.object({ ...KNOWN, stage: v.literal('upToDate'), sentence: PHRASE, why: v.nullable(WHY) }),
  ready: v.object({ ...PLANNED, stage: v.literal('ready'), proven: v.boolean(), why: v.nullable(WHY) }),
  refused: v.object({
    ...KNOWN,
    stage: v.literal('refused'),
    trouble: TROUBLE,
    next: listOf(NEXT_STEP),
    why: v.nullable(WHY),
  }),
  rehearsing: v.object({ ...KNOWN, stage: v.literal('rehearsing'), rehearsal: REHEARSAL }),
  rehearsed: v.object({ ...KNOWN, stage: v.literal('rehearsed'), rehearsed: REHEARSAL_REPORT }),
  rehearsalInterrupted: v.object({
    ...KNOWN,
    stage: v.literal('rehearsalInterrupted'),
    checks: listOf(CHECK),
  }),
  running: v.object({ ...STARTED, stage: v.literal('running') }),
  done: v.object({ ...STARTED, stage: v.literal('done'), report: REPORT }),
  interrupted: v.object({
    ...STARTED,
    stage: v.literal('interrupted'),
    unfinished: v.nullable(UNFINISHED),
  }),
  several: v.object({ ...KNOWN, stage: v.literal('several'), several: SEVERAL }),
} satisfies { readonly [S in PanelStage]: Schema<StateIn<S>> };

/** The panel's state as a former session of its window kept it. */
export const PANEL_STATE: Schema<PanelState> = v.variant('stage', Object.values(STAGES));
