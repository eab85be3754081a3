import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleFile, bundleText, placesIn, readBundle } from '../../../scripts/l10n/bundles';
import { templatesOfExtension } from '../../../scripts/l10n/templates';
import { projectFolder } from '../../../scripts/run';
import { phrase } from '../../../src/base/phrase';
import { speechIn } from '../../../src/ui/speech';

const text = (name: string): string => readFileSync(join(projectFolder, name), 'utf8');
const texts = (name: string): Record<string, string> => JSON.parse(text(name)) as Record<string, string>;

describe('the texts of the extension', () => {
  const templates = templatesOfExtension();
  const german = readBundle('de');

  it('are collected in the English bundle; `npm run l10n` updates it', () => {
    expect(Object.keys(readBundle(null))).toEqual(templates);
    expect(text('l10n/bundle.l10n.json')).toBe(bundleText(readBundle(null)));
  });

  it('have one German translation each, and no translation is unused', () => {
    expect(existsSync(bundleFile('de'))).toBe(true);
    expect(templates.filter((template) => !german[template])).toEqual([]);
    expect(Object.keys(german).filter((template) => !templates.includes(template))).toEqual([]);
  });

  it('keep their placeholders in German', () => {
    for (const [template, translated] of Object.entries(german))
      expect(placesIn(translated), template).toEqual(placesIn(template));
  });

  it('are shown in German with their values', () => {
    const speech = speechIn('de', (template) => german[template] ?? template);
    expect(speech.translate('Checking {files}', { files: 'one.dup' })).toBe('one.dup wird geprüft');
    const inner = phrase('The modem is restarting.');
    expect(
      speech.translate('{what} {remedy}', { what: inner, remedy: phrase('Wait until it has finished.') }),
    ).toBe('Das Modem startet neu. Warte das Ende ab.');
    expect(speech.number(46.1, 1)).toBe('46,1');
  });
});

describe('the texts of the manifest', () => {
  const manifest = text('package.json');
  const english = texts('package.nls.json');
  const german = texts('package.nls.de.json');
  const keys = [...manifest.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? '');

  it('are the same as in the English file', () => {
    expect([...new Set(keys)].sort()).toEqual(Object.keys(english).sort());
  });

  it('have a German translation each', () => {
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
    expect(Object.values(german).filter((value) => value.trim() === '')).toEqual([]);
  });

  it('tells VS Code where the translations are', () => {
    expect((JSON.parse(manifest) as { l10n?: string }).l10n).toBe('./l10n');
  });
});
