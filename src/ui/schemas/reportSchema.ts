import * as v from 'valibot';
import { ERROR_CODES } from '../../base/errorCodes';
import { count, listOf, oneOf, type Schema } from '../../base/schema';
import type { ModemCondition, Outcome, ReportedError, UpgradeReport } from '../../upgrade';
import { MODEM } from './modemSchema';
import { PHRASE } from './phraseSchema';
import { METHOD } from './planSchema';

const OUTCOME = oneOf<Outcome>({ upgraded: true, failed: true, refused: true, cancelled: true });
const CONDITION = oneOf<ModemCondition>({
  upgraded: true,
  untouched: true,
  recoverable: true,
  unknown: true,
});

export const ERROR: Schema<ReportedError> = v.object({
  code: v.picklist(ERROR_CODES),
  category: oneOf<ReportedError['category']>({ badInput: true, refusal: true, failure: true }),
  message: PHRASE,
  remedy: PHRASE,
});

export const REPORT: Schema<UpgradeReport> = v.object({
  type: v.literal('report'),
  outcome: OUTCOME,
  modemState: CONDITION,
  before: v.nullable(MODEM),
  after: v.nullable(MODEM),
  method: v.nullable(METHOD),
  bytes: count,
  seconds: v.number(),
  retries: count,
  largestBlock: v.nullable(count),
  error: v.nullable(ERROR),
  next: listOf(PHRASE),
});
