/** What a text should not say, and what to write instead. `docs/style.md` has the reasons. */
export interface WordRule {
  readonly pattern: RegExp;
  readonly instead: string;
}

export const ENGLISH: readonly WordRule[] = [
  { pattern: /\bwho(so)?ever\b/i, instead: '“you”, or the person’s role' },
  { pattern: /\bsuch a one\b/i, instead: 'the noun again' },
  { pattern: /\bthrice\b/i, instead: '“three times”' },
  { pattern: /\b(upon|hitherto|thereof|therein|whereof|lest)\b/i, instead: 'a word of today' },
  { pattern: /\bforget it\b/i, instead: '“Dismiss”' },
  { pattern: /\ball the same\b/i, instead: '“anyway”' },
  { pattern: /\bpower must stay on\b/i, instead: '“Leave the power on.”' },
  { pattern: /\b(is|are) asked whether\b/i, instead: 'the subject: “checks whether”' },
  { pattern: /\bit is asked\b/i, instead: 'the subject: who asks whom' },
];

export const GERMAN: readonly WordRule[] = [
  { pattern: /\b(Sie|Ihnen|Ihr|Ihre)\b(?= (bitte|können|müssen|haben)\b)/, instead: '„du“' },
];

/** A sentence with more words than this is two sentences. */
export const MOST_WORDS = { document: 160, phrase: 50 };
