/** What file managers and people call a copy, without its marks above the letters. */
const WORDS = [
  // Germanic
  ...['copy', 'another', 'kopie', 'kopi', 'kopia', 'kopio', 'afrit', 'duplicate', 'duplikat'],
  // Romance
  ...['copie', 'copia', 'copias', 'duplicado', 'duplicata', 'duplicato'],
  // Slavic, Baltic, Finnic, Turkic, Hungarian
  ...['kopija', 'kopya', 'koopia', 'masolat', 'kopijos', 'копия', 'копія', 'копие', 'копија'],
  ...['αντιγραφο', 'עותק', 'نسخة', 'สำเนา', 'salinan', 'ban sao', 'प्रति'],
  ...['副本', '拷贝', '拷貝', '複本', '複製', '复件', 'コピー', '복사본', '사본'],
];
/** Between the name and the word. */
const LINKS = ['の', '的'];

const MARK = new RegExp(
  `^(?:\\.dup|[-_. ]*[()]|[-_. ]+|\\[\\d{1,3}\\]|(?:${[...WORDS, ...LINKS].map(plain).join('|')})(?![a-z]))`,
);
/** A bare number is one of a copy behind a space alone: `-1-2` could mean anything. */
const NUMBER = /^\d{1,3}(?![a-z0-9])/;

/**
 * Whether a text behind a name is nothing but the mark of a copy: ` (1)`, ` - Copy (2)`, `-Kopie`, ` 2`, `的副本`.
 * @param text in lower case
 */
export function isCopyMark(text: string): boolean {
  let rest = plain(text);
  while (rest !== '') {
    const mark = MARK.exec(rest)?.[0];
    if (!mark) return false;
    rest = rest.slice(mark.length);
    if (/[ (]$/.test(mark)) rest = rest.replace(NUMBER, '');
  }
  return true;
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .normalize('NFC');
}
