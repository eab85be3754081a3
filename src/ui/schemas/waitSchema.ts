import * as v from 'valibot';
import { oneOf, type Schema } from '../../base/schema';
import type { WaitKind } from '../../upgrade';
import type { Wait } from '../panel/runState';
import { PHRASE } from './phraseSchema';

export const WAIT: Schema<Wait> = v.object({
  kind: oneOf<WaitKind>({ silence: true, hand: true }),
  reason: PHRASE,
  until: v.number(),
  since: v.number(),
});
