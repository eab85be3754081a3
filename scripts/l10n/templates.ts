import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { projectFolder } from '../run';

/** These two turn what they are given into a phrase; their own argument is no text. */
const CARRIERS = ['src/base/phrase.ts', 'src/ui/speech.ts'];

/**
 * Every English template that the extension can say: the literal given to `phrase(…)` or `….say(…)` in any file
 * that can be reached from its entry. What only the command line says is not in it.
 * @throws Error naming the place where a template is not a literal, for it could not be translated
 */
export function templatesOfExtension(): string[] {
  const entry = join(projectFolder, 'src', 'extension.ts');
  const program = ts.createProgram([entry], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    noLib: true,
    types: [],
  });
  const found = new Set<string>();
  for (const file of program.getSourceFiles()) {
    const path = relative(projectFolder, file.fileName).split(sep).join('/');
    if (!path.startsWith('src/') || CARRIERS.includes(path)) continue;
    visit(file, (call) => {
      for (const template of literalsOf(call.arguments[0], file)) found.add(template);
    });
  }
  return [...found].sort();
}

function visit(node: ts.Node, onCall: (call: ts.CallExpression) => void): void {
  if (ts.isCallExpression(node) && isSpeaking(node.expression)) onCall(node);
  ts.forEachChild(node, (child) => visit(child, onCall));
}

/** `phrase(…)`, `speech.translate(…)`, `needs.speech.translate(…)` */
function isSpeaking(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 'phrase';
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'translate') return false;
  const { expression: speaker } = callee;
  const name = ts.isPropertyAccessExpression(speaker) ? speaker.name : speaker;
  return ts.isIdentifier(name) && name.text === 'speech';
}

/** A choice between two literals counts as both. */
function literalsOf(argument: ts.Expression | undefined, file: ts.SourceFile): string[] {
  if (argument !== undefined) {
    if (ts.isStringLiteralLike(argument)) return [argument.text];
    if (ts.isParenthesizedExpression(argument)) return literalsOf(argument.expression, file);
    if (ts.isConditionalExpression(argument))
      return [...literalsOf(argument.whenTrue, file), ...literalsOf(argument.whenFalse, file)];
    if (ts.isBinaryExpression(argument) && argument.operatorToken.kind === ts.SyntaxKind.PlusToken) {
      const ends = literalsOf(argument.right, file);
      return literalsOf(argument.left, file).flatMap((start) => ends.map((end) => start + end));
    }
  }
  const { line } = file.getLineAndCharacterOfPosition((argument ?? file).getStart(file));
  throw new Error(`${file.fileName}:${line + 1}: a template that is not a literal cannot be translated`);
}
