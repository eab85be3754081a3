import * as v from 'valibot';
import type { Phrase } from '../../base/phrase';
import { said, type Schema } from '../../base/schema';

/** How often a phrase stands in a place of another; three is the most that is made on purpose. */
const DEEPEST = 8;

function phraseOf(deeper: number): Schema<Phrase> {
  const plain = v.union([said, v.number()]);
  return v.object({
    template: said,
    args: v.record(said, deeper === 0 ? plain : v.union([plain, phraseOf(deeper - 1)])),
  });
}

export const PHRASE = phraseOf(DEEPEST);
