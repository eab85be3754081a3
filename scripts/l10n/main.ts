// Collects what the extension can say into l10n/, and tells what the German bundle lacks: `npm run l10n`
import { writeFileSync } from 'node:fs';
import { bundleFile, bundleText, readBundle } from './bundles';
import { templatesOfExtension } from './templates';

const templates = templatesOfExtension();
writeFileSync(bundleFile(null), bundleText(Object.fromEntries(templates.map((text) => [text, text]))));

const german = readBundle('de');
const kept = templates.flatMap((text) => (german[text] === undefined ? [] : [[text, german[text]] as const]));
writeFileSync(bundleFile('de'), bundleText(Object.fromEntries(kept)));

const missing = templates.filter((text) => german[text] === undefined);
console.log(`${templates.length} texts; German lacks ${missing.length}.`);
for (const text of missing) console.log(`  ${JSON.stringify(text)}`);
