/** The folder for the codes of provoked errors, one file each; undefined when they are not collected. */
export function codesFolder(): string | undefined {
  return process.env['PROVOKED_CODES'];
}
