import { type Phrase, render } from '../base/phrase';
import { visible, visibleJson, visibleLines } from '../base/visibleText';

/** Text for the terminal. Every part of it that our source does not contain was made visible. Only `shown` makes it. */
class ShownText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }
}

export type Shown = ShownText;

/**
 * The one way to text for the terminal: shown`Board ${sysname}`. The template is ours and may have line ends; a text that is put
 * into it is anybody's, and becomes one visible line; a phrase is rendered, its places likewise.
 */
export function shown(
  template: TemplateStringsArray,
  ...values: readonly (string | number | Phrase | Shown)[]
): Shown {
  const texts = values.map((value) => {
    if (value instanceof ShownText) return value.text;
    return typeof value === 'object' ? render(value) : visible(String(value));
  });
  return new ShownText(template.map((piece, index) => `${piece}${texts[index] ?? ''}`).join(''));
}

/** One below the other, each with a line end. */
export function shownLines(lines: readonly Shown[]): Shown {
  return new ShownText(lines.map(({ text }) => `${text}\n`).join(''));
}

/** Several in one line. */
export function joined(parts: readonly Shown[], between: string): Shown {
  return new ShownText(parts.map(({ text }) => text).join(between));
}

/** Help and complaints of the command line's grammar: ours, but for the words that they quote. */
export function shownGrammar(text: string): Shown {
  return new ShownText(visibleLines(text));
}

/** One line of JSON for a script; what a terminal would act on is escaped in it. */
export function shownJson(value: unknown): Shown {
  return new ShownText(`${visibleJson(JSON.stringify(value))}\n`);
}
