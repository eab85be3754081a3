/** The commands in a document that the reader should type, without prompts and comments. */
export interface DocumentedCommand {
  readonly words: readonly string[];
  /** Whether the command is in its own block and so complete. In a sentence it may be shortened. */
  readonly whole: boolean;
}

const PROGRAMS = /^(npm|npx|code|lte-upgrade) /;

/** Commands that start with npm, npx, code or lte-upgrade in a Markdown document. */
export function commandsIn(markdown: string): DocumentedCommand[] {
  const commands: DocumentedCommand[] = [];
  const prose = markdown.replace(/^```.*\n([^]*?)^```$/gm, (_, block: string) => {
    for (const line of block.split('\n')) add(line, true);
    return '';
  });
  for (const [, code = ''] of prose.matchAll(/`([^`]+)`/g)) add(code, false);
  return commands;

  function add(text: string, whole: boolean): void {
    if (PROGRAMS.test(text)) commands.push({ words: wordsOf(text), whole });
  }
}

/** Splits a command like a shell. Optional parts in brackets are included. */
function wordsOf(line: string): string[] {
  const [command = ''] = line.split(/\s+#|\s{5,}/);
  const quoted = /'([^']*)'|\S+/g;
  return [...command.matchAll(quoted)]
    .map(([word, inner]) => inner ?? word.replace(/^\[|[\]…]+$/g, ''))
    .filter((word) => word !== 'options' && word !== '');
}
