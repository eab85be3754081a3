import * as v from 'valibot';
import type { Phrase } from '../../base/phrase';
import type { Schema } from '../../base/schema';

/** Characters (UTF-16); more than any sentence has, with what a board said in its places. */
const LONGEST_SAID = 16_384;
/** How often a phrase stands in a place of another; three is the most that is made on purpose. */
const DEEPEST = 8;

/** A text of any origin: a name, or what a board or a system said. */
export const said = v.pipe(v.string(), v.maxLength(LONGEST_SAID));

function phraseOf(deeper: number): Schema<Phrase> {
  const plain = v.union([said, v.number()]);
  return v.object({
    template: said,
    args: v.record(said, deeper === 0 ? plain : v.union([plain, phraseOf(deeper - 1)])),
  });
}

export const PHRASE = phraseOf(DEEPEST);
