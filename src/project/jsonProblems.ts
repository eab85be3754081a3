import { type ParseError, printParseErrorCode } from 'jsonc-parser';
import { type Phrase, phrase } from '../base/phrase';

export const NO_OBJECT = phrase('an object in braces is missing');

export const TOO_LONG = phrase('the file is too long');
export const TOO_DEEP = phrase('the brackets are nested too deeply');

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

export function problemOf({ error }: ParseError): Phrase {
  return PROBLEMS[printParseErrorCode(error)] ?? OTHER;
}
