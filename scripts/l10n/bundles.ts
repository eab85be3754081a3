import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../run';

/** What VS Code looks a template up in: English to the other language. */
export type Bundle = Readonly<Record<string, string>>;

/** @param language `de`; null for English, where each template stands for itself */
export function bundleFile(language: string | null): string {
  return join(projectFolder, 'l10n', language === null ? 'bundle.l10n.json' : `bundle.l10n.${language}.json`);
}

export function readBundle(language: string | null): Bundle {
  return JSON.parse(readFileSync(bundleFile(language), 'utf8')) as Bundle;
}

export function bundleText(bundle: Bundle): string {
  return `${JSON.stringify(bundle, null, 2)}\n`;
}

/** The places of a template, `{file}` for one, sorted: a translation must have the same. */
export function placesIn(template: string): string[] {
  return (template.match(/\{\w+\}/g) ?? []).sort();
}
