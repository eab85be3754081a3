import { visible, visibleLines } from '../base/visibleText';

/** Markdown in which every text that is not written in our source is plain text. Only `markdown` and `joinedMarkdown` make it. */
class MarkdownText {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  get source(): string {
    return this.#source;
  }
}

export type Markdown = MarkdownText;

/** The one way to Markdown: markdown`**${version}**`. The template is ours; what is put into it is anybody's, and is escaped. */
export function markdown(
  template: TemplateStringsArray,
  ...values: readonly (string | number | Markdown)[]
): Markdown {
  const texts = values.map((value) =>
    value instanceof MarkdownText ? value.source : escaped(String(value)),
  );
  return new MarkdownText(template.map((piece, index) => `${piece}${texts[index] ?? ''}`).join(''));
}

export function joinedMarkdown(parts: readonly Markdown[], between: string): Markdown {
  return new MarkdownText(parts.map(({ source }) => source).join(between));
}

/** A code block, in which nothing is formatting; its fence is longer than any that a line could end it with. */
export function codeBlock(lines: readonly string[]): Markdown {
  const texts = lines.map(visible);
  const runs = texts.join('\n').match(/`+/g) ?? [];
  const fence = '`'.repeat(1 + Math.max(2, ...runs.map(({ length }) => length)));
  return new MarkdownText([fence, ...texts, fence].join('\n'));
}

/**
 * A text that may come from a device or a file, for Markdown: one line without formatting, HTML, an image, a command,
 * an icon, or an address that becomes a link. Signs that mean something only in certain places stay as they are elsewhere, for
 * those who read the source.
 */
function escaped(text: string): string {
  return visible(text.replace(/\s+/g, ' ').trim())
    .replace(/[\\`*{}[\]()!<>&|~$]/g, '\\$&')
    .replace(/(?<![a-z0-9])_|_(?![a-z0-9])/gi, '\\_')
    .replace(/^[#+=-]/, '\\$&')
    .replace(/^(\d+)\. /, '$1\\. ')
    .replace(/:\/\//g, '&#58;//')
    .replace(/\b(www)\./gi, '$1&#46;')
    .replace(/@/g, '&#64;');
}

/** A label in which VS Code draws `$(name)` as an icon: only the one that we name is drawn. */
class LabelText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }
}

export type Label = LabelText;

/** @param icon codicon, with its motion: `sync~spin` */
export function label(icon: string | null, text: string): Label {
  return new LabelText(`${icon === null ? '' : `$(${icon}) `}${iconless(text)}`);
}

/** A text for places that draw neither icons nor links, such as the rows of a tree. */
class PlainText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }
}

export type Plain = PlainText;

/** The one way to such a text: one visible line. */
export function plain(text: string): Plain {
  return new PlainText(visible(text));
}

/** Such a text where no icon is wanted; VS Code takes the backslash away again. */
export function iconless(text: string): string {
  return visible(text).replaceAll('$(', '\\$(');
}

/** Such a text for a notification, in which VS Code makes links, commands among them, of `[text](address)` and of nothing else. */
export function unlinked(text: string): string {
  return visibleLines(text).replaceAll('](', '] (');
}
