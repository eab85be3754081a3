/**
 * A text that may come from a device or a file, for Markdown: one line, none of which is formatting, HTML, an image, a command
 * or an icon. Signs that mean something only in certain places are left alone elsewhere, for whoever reads the source.
 */
export function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*{}[\]()!<>&|~$]/g, '\\$&')
    .replace(/(?<![a-z0-9])_|_(?![a-z0-9])/gi, '\\_')
    .replace(/^[#+=-]/, '\\$&')
    .replace(/^(\d+)\. /, '$1\\. ');
}

/** Such a text for a notification, in which VS Code makes links, commands among them, of `[text](address)` and of nothing else. */
export function unlinked(text: string): string {
  return text.replaceAll('](', '] (');
}
