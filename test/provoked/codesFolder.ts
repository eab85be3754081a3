/** Where the codes of provoked errors are collected, a file for each; undefined where nobody asked for them. */
export function codesFolder(): string | undefined {
  return process.env['PROVOKED_CODES'];
}
