/** What acts on a terminal, ends a line, turns the reading direction round, or cannot be seen at all. */
const ACTING = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\u200b\ufeff]/gu;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const BYTE = 0x100;
/** Longer than any path; what comes from a board or a file may be megabytes. */
const MOST = 4096;

/**
 * A text that somebody else wrote (a board, a modem, a file, the system) as one line of plain text: what is no letter to be seen is
 * shown as its escape, such as `\x1b`, and what is longer than anyone reads is cut. What is visible already stays as it is.
 */
export function visible(text: string): string {
  const whole = withoutLogin(text);
  return visibleLetters(whole.length > MOST ? `${whole.slice(0, MOST)}…` : whole);
}

/** As `visible`, for a text of several lines of our own, in which some may not be. */
export function visibleLines(text: string): string {
  return text
    .split('\n')
    .map((line) => visibleLetters(withoutLogin(line)))
    .join('\n');
}

function visibleLetters(text: string): string {
  return text.replace(ACTING, (letter) => SHORT[letter] ?? escape(letter.charCodeAt(0)));
}

function escape(code: number): string {
  const digits = code.toString(16);
  return code < BYTE ? `\\x${digits.padStart(2, '0')}` : `\\u${digits.padStart(4, '0')}`;
}

/** JSON that means the same, in which such characters are escaped as JSON has it; by itself it leaves most of them as they are. */
export function visibleJson(json: string): string {
  return json.replace(ACTING, (letter) =>
    letter === '\n' ? letter : `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * A text in which no address tells its login. One of a board may be misspelt (` telnet:/u:p@h`), and a password may hold any
 * character: there all up to the last `@` goes.
 */
export function withoutLogin(text: string): string {
  const others = text.replace(/\b([a-z][a-z0-9+.-]+:\/\/)[^\s/@]+@/gi, '$1');
  const begin = others.search(/telnet:/i);
  const end = others.lastIndexOf('@');
  if (begin < 0 || end < begin) return others;
  const [scheme = ''] = /^telnet:\/{0,2}/i.exec(others.slice(begin)) ?? [];
  return `${others.slice(0, begin)}${scheme}${others.slice(end + 1)}`;
}
