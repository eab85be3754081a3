/** Characters 0x80 to 0xFF of code page 437, which DOS had and many zip tools still take. */
const CODE_PAGE_437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧' +
  '╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

const UPPER_HALF = Uint8Array.from({ length: 128 }, (_, at) => 0x80 + at);
const CODE_PAGE_1252 = new TextDecoder('windows-1252').decode(UPPER_HALF);

/**
 * The bytes that a password may stand for, the likeliest first. Zip's old protection fixes no encoding: each tool takes that of
 * its system, so that letters beyond ASCII are other bytes in each.
 */
export function passwordBytes(password: string): Uint8Array[] {
  const composed = password.normalize('NFC');
  const readings: Buffer[] = [password, composed, password.normalize('NFD')].map((text) =>
    Buffer.from(text, 'utf8'),
  );
  for (const page of [CODE_PAGE_437, CODE_PAGE_1252]) {
    const bytes = inCodePage(composed, page);
    if (bytes) readings.push(bytes);
  }
  return readings.filter((bytes, at) => readings.findIndex((other) => other.equals(bytes)) === at);
}

/** Undefined where the page lacks one of its characters. */
function inCodePage(text: string, page: string): Buffer | undefined {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const place = page.indexOf(character);
    if (code >= 0x80 && place < 0) return undefined;
    bytes.push(code < 0x80 ? code : 0x80 + place);
  }
  return Buffer.from(bytes);
}
