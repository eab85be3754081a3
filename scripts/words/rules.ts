/** What a text should not say, and what to write instead. `docs/style.md` has the reasons. */
export interface WordRule {
  readonly pattern: RegExp;
  readonly instead: string;
}

export const ENGLISH: readonly WordRule[] = [
  { pattern: /\bwho(so)?ever\b/i, instead: '“you”, or the person’s role' },
  { pattern: /\bsuch (a )?ones?\b/i, instead: 'the noun again' },
  { pattern: /\bthrice\b/i, instead: '“three times”' },
  {
    pattern: /\b(upon|hitherto|thereof|therein|thereby|whereof|wherein|lest|anew)\b/i,
    instead: 'a word of today',
  },
  { pattern: /\bbegun\b/i, instead: '“started”' },
  { pattern: /\btold\b/i, instead: 'who says what: “reports”, “shows”' },
  { pattern: /\b(does|do|did)(n[’']t| not) tell\b/i, instead: '“doesn’t report”' },
  { pattern: /\bforget it\b/i, instead: '“Dismiss”' },
  { pattern: /\ball the same\b/i, instead: '“anyway” or “still”' },
  { pattern: /\b(as it was|as they were)\b/i, instead: '“unchanged”' },
  { pattern: /\bat work\b/i, instead: 'what it does: “installing”, “running”' },
  { pattern: /\bof (its|their|our) own\b/i, instead: '“its own …”, “separate”, or “automatically”' },
  { pattern: /\bby (itself|themselves)\b/i, instead: '“automatically” or “alone”' },
  {
    pattern: /\b(of|by|with) (it|which|whom) (nothing|nobody)\b/i,
    instead: 'a sentence that begins with its subject',
  },
  { pattern: /\b(is|are|was|were) (asked for|looked at|seen to)\b/i, instead: 'the subject: who does what' },
  { pattern: /\b(is|are|was|were) asked (whether|after)\b/i, instead: 'the subject: “checks whether”' },
  { pattern: /\b(it|nobody|nothing) is asked\b/i, instead: 'the subject: who asks whom' },
  { pattern: /\bgo(es)? on\b/i, instead: '“continue”' },
  { pattern: /\botherwise than\b/i, instead: '“differently from”' },
  { pattern: /\bbrought back\b/i, instead: '“recovered”' },
  { pattern: /\bpower must stay on\b/i, instead: '“Leave the power on.”' },
];

export const GERMAN: readonly WordRule[] = [
  { pattern: /\b(Sie|Ihnen|Ihr|Ihre)\b(?= (bitte|können|müssen|haben)\b)/, instead: '„du“' },
  { pattern: /\b(Abbild|differentielle[snrm]?)\b/, instead: '„Image“, „Differenz-Image“' },
  { pattern: /\b(Reset-Taste|Eingabezeile)\b/, instead: '„Reset-Knopf“, „Prompt“' },
  { pattern: /\b(Aktualisierung)\b/, instead: '„Upgrade“' },
  { pattern: /\b(dieses Rechners?|diesem Rechner)\b/, instead: '„Computer“' },
];

/**
 * A sentence with more words than this is two sentences. Microsoft's style guide asks for short ones, and 25 words are where
 * readers of technical English begin to lose the thread.
 */
export const MOST_WORDS = 25;
