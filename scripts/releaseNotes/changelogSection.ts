/**
 * What the changelog says of one version, without its heading.
 * @throws Error when it says nothing of it
 */
export function changelogSection(changelog: string, version: string): string {
  const lines = changelog.replaceAll('\r', '').split('\n');
  const begin = lines.findIndex((line) => line.startsWith(`## [${version}]`));
  if (begin < 0) throw new Error(`CHANGELOG.md has no section [${version}].`);
  const rest = lines.slice(begin + 1);
  // The next version, or the addresses of the versions at the end.
  const end = rest.findIndex((line) => /^## |^\[[^\]]+\]: /.test(line));
  const section = rest
    .slice(0, end < 0 ? undefined : end)
    .join('\n')
    .trim();
  if (section === '') throw new Error(`CHANGELOG.md says nothing of [${version}].`);
  return section;
}
