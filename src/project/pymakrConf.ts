import { applyEdits, getNodeValue, modify, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { projectErrors } from './errors';
import { NO_OBJECT, problemOf } from './jsonProblems';

/** Pymakr 1 sends only files whose ending is listed under this key; Pymakr 2 knows no such list. */
const KEY = 'sync_file_types';
const DUP = 'dup';

/**
 * What Pymakr 1 sends when the key is missing; writing `dup` alone would stop `.py` files.
 * Source: Pymakr 1 for VS Code, its default configuration.
 */
const DEFAULT_TYPES = 'py,txt,log,json,xml,html,js,css,mpy';

export interface DupInSync {
  /** The whole new text; the same as before when there is nothing to do. */
  readonly text: string;
  readonly changed: boolean;
}

/**
 * Lets `.dup` files through the sync of a `pymakr.conf`, keeping the file's own type of list, indent and key order.
 * @param text of the file; empty for one that is to be made
 * @throws PYMAKR_CONF_INVALID for a file that does not parse, which is never to be overwritten
 */
export function allowDup(text: string): DupInSync {
  const source = text.trim() === '' ? '{}\n' : text;
  const types = syncTypes(source);
  if (types.includes(DUP)) return { text, changed: false };
  const node = valueNode(source);
  const edits = modify(source, [KEY, ...(node?.type === 'array' ? [types.length] : [])], newValue(node), {
    formattingOptions: formattingOf(source),
    isArrayInsertion: node?.type === 'array',
  });
  return { text: applyEdits(source, edits), changed: true };
}

/**
 * Whether Pymakr 1 would leave out a `.dup` file; its comparison is case-sensitive.
 * @throws PYMAKR_CONF_INVALID
 */
export function skipsDup(text: string): boolean {
  return !syncTypes(text).includes(DUP);
}

/** Where the list stands in the text, for whoever points at it; undefined when the key is missing. */
export function listRange(text: string): { readonly offset: number; readonly length: number } | undefined {
  return valueNode(text);
}

function newValue(node: Node | undefined): string {
  if (node?.type === 'array') return DUP;
  if (node?.type !== 'string') return `${DEFAULT_TYPES},${DUP}`;
  const list = String(getNodeValue(node));
  return list.trim() === '' ? DUP : `${list},${DUP}`;
}

function syncTypes(text: string): string[] {
  const node = valueNode(text);
  if (!node) return DEFAULT_TYPES.split(',');
  const value: unknown = getNodeValue(node);
  const items: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return items.filter((item) => typeof item === 'string').map((item) => item.trim());
}

/** @throws PYMAKR_CONF_INVALID: Pymakr reads it as strict JSON, without comments and trailing commas */
function valueNode(text: string): Node | undefined {
  const problems: ParseError[] = [];
  const root = parseTree(text, problems, { disallowComments: true, allowTrailingComma: false });
  const [problem] = problems;
  if (problem) throw projectErrors.invalid(problemOf(problem), lineOf(text, problem.offset));
  if (root?.type !== 'object') throw projectErrors.invalid(NO_OBJECT, 1);
  return root.children?.find(({ children }) => children?.[0]?.value === KEY)?.children?.[1];
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
