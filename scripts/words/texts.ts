import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { readBundle } from '../l10n/bundles';
import { templatesOfExtension } from '../l10n/templates';
import { projectFolder } from '../run';
import { passagesOf, type Passage } from './prose';

/** Licences of others, what was written about earlier versions, and the page that quotes what nobody should write. */
const NOT_READ_FOR_STYLE = ['LICENSES.md', 'CHANGELOG.md', 'docs/style.md'];

/** Every document of the project. */
export function documents(): Passage[] {
  const names = ['.', 'docs'].flatMap((folder) =>
    readdirSync(join(projectFolder, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => (folder === '.' ? name : `${folder}/${name}`)),
  );
  return names
    .filter((name) => !NOT_READ_FOR_STYLE.includes(name))
    .flatMap((name) => passagesOf(readFileSync(join(projectFolder, name), 'utf8'), name));
}

/** What window and command line say, in English. */
export function englishTexts(): Passage[] {
  return [
    ...manifestTexts('package.nls.json'),
    ...templatesOfExtension().map((text) => ({ where: 'phrase', text })),
    ...commandLineTexts(),
  ];
}

export function germanTexts(): Passage[] {
  const phrases = Object.values(readBundle('de')).map((text) => ({ where: 'bundle.l10n.de.json', text }));
  return [...manifestTexts('package.nls.de.json'), ...phrases];
}

/** Without the places of commands that a text links to. */
function manifestTexts(name: string): Passage[] {
  const texts = JSON.parse(readFileSync(join(projectFolder, name), 'utf8')) as Record<string, string>;
  return Object.entries(texts).flatMap(([key, value]) =>
    value
      .split('\n')
      .flatMap((line) => passagesOf(line, name))
      .map(({ text }) => ({ where: `${name} ${key}`, text })),
  );
}

/** Every text of three words and more in `src/cli`: its phrases, questions and help. */
function commandLineTexts(): Passage[] {
  const names = readdirSync(join(projectFolder, 'src', 'cli'), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).flatMap((name) => textsIn(join('src', 'cli', name)));
}

function textsIn(name: string): Passage[] {
  const source = readFileSync(join(projectFolder, name), 'utf8');
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const found: Passage[] = [];
  visit(file);
  return found;

  function visit(node: ts.Node): void {
    const text = textOf(node);
    if (text !== undefined && text.trim().split(/\s+/).length > 2)
      found.push({
        where: `${name}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`,
        text,
      });
    ts.forEachChild(node, visit);
  }
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}
