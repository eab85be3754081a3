import type { Passage } from './prose';
import type { WordRule } from './rules';

/** @returns one line for each word or sentence that breaks a rule */
export function complaintsAbout(
  passages: readonly Passage[],
  rules: readonly WordRule[],
  mostWords: number,
): string[] {
  return passages.flatMap(({ where, text: withPlaces }) => {
    // What stands in a place is no word of the text.
    const text = withPlaces.replace(/\{\w+\}/g, '…');
    return [
      ...rules.flatMap(({ pattern, instead }) => {
        const found = pattern.exec(text)?.[0];
        return found === undefined ? [] : [`${where}: “${found}”: write ${instead}. (${shortened(text)})`];
      }),
      ...sentencesOf(text)
        .filter((sentence) => wordsIn(sentence) > mostWords)
        .map(
          (long) =>
            `${where}: ${wordsIn(long)} words in one sentence; ${mostWords} at most. (${shortened(long)})`,
        ),
    ];
  });
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const words = new Intl.Segmenter('en', { granularity: 'word' });

function sentencesOf(text: string): string[] {
  return [...sentences.segment(text)].map(({ segment }) => segment);
}

function wordsIn(sentence: string): number {
  return [...words.segment(sentence)].filter(({ isWordLike }) => isWordLike === true).length;
}

function shortened(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 99)}…`;
}
