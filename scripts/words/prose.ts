/** A piece of text that a person reads, and where it is. */
export interface Passage {
  readonly where: string;
  readonly text: string;
}

/**
 * The paragraphs, list items, headings and table cells of a Markdown document, without code, comments and addresses.
 * @param name as shown in front of each line number
 */
export function passagesOf(markdown: string, name: string): Passage[] {
  const passages: Passage[] = [];
  let pending: string[] = [];
  let start = 1;
  const lines = withoutCode(markdown).split('\n');
  lines.forEach((line, index) => {
    if (/^\s*([-*>|#]|\d+\.|$)/.test(line)) flush();
    if (pending.length === 0) start = index + 1;
    if (line.startsWith('|')) for (const cell of line.split(/(?<!\\)\|/)) add(cell, index + 1);
    else if (line.trim() !== '') pending.push(line.replace(/^\s*([-*>#]+|\d+\.)\s+/, ''));
  });
  flush();
  return passages;

  function flush(): void {
    add(pending.join(' '), start);
    pending = [];
  }
  function add(text: string, line: number): void {
    if (/\p{L}/u.test(text)) passages.push({ where: `${name}:${line}`, text: text.trim() });
  }
}

/** The lines stay, so that their numbers do. */
function withoutCode(markdown: string): string {
  return markdown
    .replace(/<!--[^]*?-->|^```[^]*?^```|^ {4}\S.*$/gm, (code) => code.replace(/[^\n]/g, ''))
    .replace(/`[^`\n]*`/g, 'Code')
    .replace(/\]\([^)]*\)/g, ']');
}
