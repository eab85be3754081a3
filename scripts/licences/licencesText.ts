import type { ShippedPackage } from './shippedPackages';

/** LICENSES.md: a table of what ships, then each licence once with the packages that are under it. */
export function licencesText(packages: readonly ShippedPackage[]): string {
  const rows = packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  const byText = new Map<string, string[]>();
  for (const { name, licence, text } of packages) {
    const shown = text === '' ? `${licence}; the package brings no text of it.` : text;
    byText.set(shown, [...new Set([...(byText.get(shown) ?? []), name])]);
  }
  const texts = [...byText].map(([text, names]) => `## ${names.join(', ')}\n\n${fenced(text)}\n`);
  return [
    '# Licences of what ships',
    '',
    'This project is under the licence in LICENSE. Its bundles and native parts contain these packages. The list is',
    'made by `npm run licences`.',
    '',
    '| package | version | licence |',
    '| --- | --- | --- |',
    ...rows,
    '',
    ...texts,
  ].join('\n');
}

/** As it is, whatever is in it. */
function fenced(text: string): string {
  const fence = text.includes('```') ? '~~~~' : '```';
  return `${fence}text\n${text}\n${fence}`;
}
