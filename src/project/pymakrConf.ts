import {
  applyEdits,
  getNodeValue,
  modify,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { isUpgradeError } from '../base/upgradeError';
import { projectErrors } from './errors';
import { type Phrase, phrase } from '../base/phrase';

/** Pymakr 1 sends only files whose ending is listed under this key; Pymakr 2 knows no such list. */
const KEY = 'sync_file_types';
/** Where this is true, the list is not looked at. */
const ALL_KEY = 'sync_all_file_types';
const DUP = 'dup';
/** A real one has a kilobyte and two levels. */
const LONGEST = 1024 * 1024;
const DEEPEST = 100;

/**
 * What Pymakr 1 sends when the key is missing; writing `dup` alone would stop `.py` files.
 * Source: Pymakr 1 for VS Code, its default configuration.
 */
const DEFAULT_TYPES = 'py,txt,log,json,xml,html,js,css,mpy';

/** What Pymakr 1's settings for all projects say of its sync. */
export interface GlobalSync {
  /** Their list, as a text with commas; absent where they have none. */
  readonly types?: string;
  /** Whether files of every kind are synced. */
  readonly all?: boolean;
}

export interface DupInSync {
  /** The whole new text; the same as before when there is nothing to do. */
  readonly text: string;
  readonly changed: boolean;
}

/**
 * Lets `.dup` files through the sync of a `pymakr.conf`, keeping the file's own type of list, indent and key order.
 * @param text of the file; empty for one that is to be made
 * @param base what counts where this file says nothing
 * @param endings as the files have them: Pymakr compares case by case
 * @throws PYMAKR_CONF_INVALID for a file that does not parse, which is never to be overwritten
 */
export function allowDup(text: string, base: GlobalSync = {}, endings: readonly string[] = [DUP]): DupInSync {
  return endings.reduce<DupInSync>(
    (before, ending) => {
      const { text: after, changed } = allowed(before.text, base.types ?? DEFAULT_TYPES, ending);
      return { text: after, changed: changed || before.changed };
    },
    { text, changed: false },
  );
}

function allowed(text: string, base: string, ending: string): DupInSync {
  const source = text.trim() === '' ? '{}\n' : text;
  const types = syncTypes(source, base);
  if (types.includes(ending)) return { text, changed: false };
  const node = valueNode(source);
  if (node && isRepeated(source)) return { text: withEnding(source, node, ending), changed: true };
  const edits = modify(
    source,
    [KEY, ...(node?.type === 'array' ? [types.length] : [])],
    newValue(node, base, ending),
    {
      formattingOptions: formattingOf(source),
      isArrayInsertion: node?.type === 'array',
    },
  );
  return { text: applyEdits(source, edits), changed: true };
}

/**
 * Whether Pymakr 1 would leave out a file with one of these endings; its comparison is case-sensitive.
 * @throws PYMAKR_CONF_INVALID
 */
export function skipsDup(text: string, base: GlobalSync = {}, endings: readonly string[] = [DUP]): boolean {
  const types = syncTypes(text, base.types ?? DEFAULT_TYPES);
  return !(syncsAll(text) ?? base.all ?? false) && endings.some((ending) => !types.includes(ending));
}

/** @returns undefined where the file does not say */
function syncsAll(text: string): boolean | undefined {
  const node = valuesOf(text, ALL_KEY).at(-1);
  const value: unknown = node && getNodeValue(node);
  return typeof value === 'boolean' ? value : undefined;
}

/**
 * What Pymakr 1's settings for all projects say; nothing where they cannot be read. What a project says itself takes its place.
 * Source: Pymakr 1 for VS Code, `pymakr.json` beside the user's settings.
 */
export function globalSync(text: string): GlobalSync {
  try {
    const all = syncsAll(text);
    return {
      ...(valueNode(text) && { types: syncTypes(text, '').join(',') }),
      ...(all !== undefined && { all }),
    };
  } catch (error) {
    if (isUpgradeError(error)) return {};
    throw error;
  }
}

/** The position of the list in the text, so that an editor can show it; undefined when the key is missing. */
export function listRange(text: string): { readonly offset: number; readonly length: number } | undefined {
  return valueNode(text);
}

/** The list with one ending more, in the place of the one that counts; the editor of JSON would change the first of its name. */
function withEnding(source: string, node: Node, ending: string): string {
  const insert = (at: number, length: number, text: string): string =>
    source.slice(0, at) + text + source.slice(at + length);
  if (node.type !== 'array')
    return insert(node.offset, node.length, JSON.stringify(newValue(node, '', ending)));
  const last = node.children?.at(-1);
  return last
    ? insert(last.offset + last.length, 0, `, ${JSON.stringify(ending)}`)
    : insert(node.offset, node.length, JSON.stringify([ending]));
}

function newValue(node: Node | undefined, base: string, ending: string): string {
  if (node?.type === 'array') return ending;
  const list = node?.type === 'string' ? String(getNodeValue(node)) : base;
  return list.trim() === '' ? ending : `${list},${ending}`;
}

function syncTypes(text: string, base: string): string[] {
  const node = valueNode(text);
  if (!node) return base.split(',').map((item) => item.trim());
  const value: unknown = getNodeValue(node);
  const items: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return items.filter((item) => typeof item === 'string').map((item) => item.trim());
}

/** @throws PYMAKR_CONF_INVALID: Pymakr reads it as strict JSON, without comments and trailing commas */
function valueNode(text: string): Node | undefined {
  return valuesOf(text, KEY).at(-1);
}

function isRepeated(text: string): boolean {
  return valuesOf(text, KEY).length > 1;
}

/** Each value of a key; where a key is repeated the last one counts, for Pymakr as for every reader of JSON. */
function valuesOf(text: string, key: string): Node[] {
  requireParsable(text);
  const problems: ParseError[] = [];
  const root = parseTree(text, problems, { disallowComments: true, allowTrailingComma: false });
  const [problem] = problems;
  if (problem) throw projectErrors.invalid(problemOf(problem), lineOf(text, problem.offset));
  if (root?.type !== 'object') throw projectErrors.invalid(NO_OBJECT, 1);
  return (root.children ?? []).flatMap(({ children }) =>
    children?.[0]?.value === key && children[1] ? [children[1]] : [],
  );
}

/** The parser calls itself for each level, and would run out of stack. */
function requireParsable(text: string): void {
  if (text.length > LONGEST) throw projectErrors.invalid(TOO_LONG, 1);
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[[{\]}]/g)) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    if (depth > DEEPEST) throw projectErrors.invalid(TOO_DEEP, 1);
  }
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** The indent of the first indented line decides for all. */
function formattingOf(text: string): { insertSpaces: boolean; tabSize: number; eol: string } {
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '    ';
  return {
    insertSpaces: !indent.includes('\t'),
    tabSize: indent.includes('\t') ? 4 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

const NO_OBJECT = phrase('an object in braces is missing');

const TOO_LONG = phrase('the file is too long');
const TOO_DEEP = phrase('the brackets are nested too deeply');

const OTHER = phrase('the text isn’t valid JSON');
const COMMENT = phrase('there is a comment');

/** What the parser's names of problems mean to a person, as half a sentence; those that are not here tell nobody more. */
const PROBLEMS: Readonly<Record<string, Phrase>> = {
  PropertyNameExpected: phrase('a name in quotes is missing'),
  ValueExpected: phrase('a value is missing'),
  ColonExpected: phrase('a colon is missing'),
  CommaExpected: phrase('a comma is missing'),
  CloseBraceExpected: phrase('a closing brace is missing'),
  CloseBracketExpected: phrase('a closing bracket is missing'),
  EndOfFileExpected: phrase('there is more text after the end'),
  UnexpectedEndOfString: phrase('a string has no closing quote'),
  InvalidCommentToken: COMMENT,
  UnexpectedEndOfComment: COMMENT,
};

function problemOf({ error }: ParseError): Phrase {
  return PROBLEMS[printParseErrorCode(error)] ?? OTHER;
}
