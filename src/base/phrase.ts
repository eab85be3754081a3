import { visible } from './visibleText';

/**
 * A sentence for a person that can still be translated: an English template with named places and what goes
 * into them. The service and everything below it speak in phrases; only the user interfaces turn them into text.
 */
export interface Phrase {
  readonly template: string;
  readonly args: PhraseArgs;
}

export type PhraseArgs = Readonly<Record<string, string | number | Phrase>>;

/** A text that is written in our source, and no variable: what somebody else says goes into a place. */
export type Literal<T extends string> = string extends T ? never : T;

/** @param template English, with places like `{file}`. */
export function phrase<T extends string>(template: Literal<T>, args: PhraseArgs = {}): Phrase {
  return { template, args };
}

/** What a value of any kind is, such as one that came out of JSON. */
export function isPhrase(value: unknown): value is Phrase {
  return (
    typeof value === 'object' &&
    value !== null &&
    'template' in value &&
    typeof value.template === 'string' &&
    'args' in value
  );
}

/** Whether a phrase is made of another, which has no places, among others. One that was stored and read again is still the same. */
export function contains(spoken: Phrase, part: Phrase): boolean {
  return (
    spoken.template === part.template ||
    Object.values(spoken.args).some((value) => typeof value === 'object' && contains(value, part))
  );
}

/** Looks up the template in another language; identity means English. */
export type Translate = (template: string) => string;

/**
 * A sentence as one line of plain text. What stands in its places may be anybody's, a board's or a file's: it is made visible
 * (`visibleText.ts`), so that nothing in it acts on a terminal or adds lines.
 * @param spoken a name that is the same in every language is a text already
 */
export function render(spoken: Phrase | string, translate: Translate = (template) => template): string {
  if (typeof spoken === 'string') return visible(spoken);
  return translate(spoken.template).replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = spoken.args[name];
    if (value === undefined) return place;
    return typeof value === 'object' ? render(value, translate) : visible(String(value));
  });
}
