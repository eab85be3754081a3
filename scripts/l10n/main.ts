// Collects what the extension can say into l10n/, and tells what the German bundle lacks: `npm run l10n`
import { writeFileSync } from 'node:fs';
import { bundleFile, bundleText, readBundle } from './bundles';
import { templatesOfExtension } from './templates';

const templates = templatesOfExtension();
writeFileSync(bundleFile(null), bundleText(Object.fromEntries(templates.map((text) => [text, text]))));

const german = readBundle('de');
const kept = templates.flatMap((text) => (german[text] === undefined ? [] : [[text, german[text]] as const]));
writeFileSync(bundleFile('de'), bundleText(Object.fromEntries(kept)));

// A sentence that only changed leaves its German here, to be taken up again.
for (const [text, translated] of Object.entries(german))
  if (!templates.includes(text)) console.log(`Removed: ${bundleLine(text, translated)}`);

const missing = templates.filter((text) => german[text] === undefined);
console.log(`${templates.length} texts; German lacks ${missing.length}.`);
for (const text of missing) console.log(`  ${bundleLine(text, '')}`);
process.exitCode = missing.length === 0 ? 0 : 1;

/** As it stands in a bundle, to be copied. */
function bundleLine(text: string, translated: string): string {
  return `${JSON.stringify(text)}: ${JSON.stringify(translated)},`;
}
