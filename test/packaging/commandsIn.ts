/** Commands that a document tells its reader to type, without prompts and comments. */
export interface DocumentedCommand {
  readonly words: readonly string[];
  /** In a block of its own, so that it is whole; in a sentence it may be shortened. */
  readonly whole: boolean;
}

const PROGRAMS = /^(npm|npx|code|lte-upgrade) /;

/** What starts with npm, npx, code or lte-upgrade in a Markdown document. */
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

/** As a shell would split it; what a synopsis puts in brackets is taken as given. */
function wordsOf(line: string): string[] {
  const [command = ''] = line.split(/\s+#|\s{5,}/);
  const quoted = /'([^']*)'|\S+/g;
  return [...command.matchAll(quoted)]
    .map(([word, inner]) => inner ?? word.replace(/^\[|[\]…]+$/g, ''))
    .filter((word) => word !== 'options' && word !== '');
}
