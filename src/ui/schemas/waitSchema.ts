import * as v from 'valibot';
import { oneOf, type Schema } from '../../base/schema';
import type { WaitEvent, WaitKind } from '../../upgrade/events';
import { PHRASE } from './phraseSchema';

export const WAIT: Schema<Pick<WaitEvent, 'kind' | 'reason' | 'until'>> = v.object({
  kind: oneOf<WaitKind>({ silence: true, hand: true }),
  reason: PHRASE,
  until: v.number(),
});
