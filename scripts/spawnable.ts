/** What `spawn` is to be called with. */
export interface Spawnable {
  readonly command: string;
  readonly args: readonly string[];
  readonly shell: boolean;
}

/**
 * On Windows npm, npx and VS Code's `code.cmd` are batch files: Node starts them by a shell alone, which takes a word with a space in
 * it for two unless it is quoted.
 */
export function spawnable(
  command: string,
  args: readonly string[],
  platform: NodeJS.Platform = process.platform,
): Spawnable {
  if (platform !== 'win32' || !/^np[mx]$|\.(cmd|bat)$/i.test(command)) return { command, args, shell: false };
  return { command: quoted(command), args: args.map(quoted), shell: true };
}

function quoted(word: string): string {
  return /^[\w.:\\/=@+-]+$/.test(word) ? word : `"${word}"`;
}
