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

describe('what the extension says', () => {
  const templates = templatesOfExtension();
  const german = readBundle('de');

  it('is collected in the English bundle; `npm run l10n` brings it up to date', () => {
    expect(Object.keys(readBundle(null))).toEqual(templates);
    expect(text('l10n/bundle.l10n.json')).toBe(bundleText(readBundle(null)));
  });

  it('has a German sentence each, and none that nothing says', () => {
    expect(existsSync(bundleFile('de'))).toBe(true);
    expect(templates.filter((template) => !german[template])).toEqual([]);
    expect(Object.keys(german).filter((template) => !templates.includes(template))).toEqual([]);
  });

  it('keeps its places in German', () => {
    for (const [template, translated] of Object.entries(german))
      expect(placesIn(translated), template).toEqual(placesIn(template));
  });

  it('comes out in German, with what it was given', () => {
    const speech = speechIn('de', (template) => german[template] ?? template);
    expect(speech.translate('Checking {files}', { files: 'one.dup' })).toBe('one.dup wird geprüft');
    const inner = phrase('The modem is restarting.');
    expect(
      speech.translate('{what} {remedy}', { what: inner, remedy: phrase('Wait until it has finished.') }),
    ).toBe('Das Modem startet neu. Warte das Ende ab.');
    expect(speech.number(46.1, 1)).toBe('46,1');
  });
});

describe('what the manifest says', () => {
  const manifest = text('package.json');
  const english = texts('package.nls.json');
  const german = texts('package.nls.de.json');
  const keys = [...manifest.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? '');

  it('stands in the English texts, each of which it uses', () => {
    expect([...new Set(keys)].sort()).toEqual(Object.keys(english).sort());
  });

  it('has a German text each', () => {
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
    expect(Object.values(german).filter((value) => value.trim() === '')).toEqual([]);
  });

  it('tells VS Code where the translations are', () => {
    expect((JSON.parse(manifest) as { l10n?: string }).l10n).toBe('./l10n');
  });
});
