import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { LineCutter } from '../../../../src/board/repl/outputLines';

function cut(pieces: readonly Uint8Array[]): { lines: string[]; begun: string[] } {
  const lines: string[] = [];
  const begun: string[] = [];
  const cutter = new LineCutter(({ text, finished }) => (finished ? lines : begun).push(text));
  for (const piece of pieces) cutter.push(piece);
  cutter.finish();
  return { lines, begun };
}

describe('LineCutter', () => {
  it('ends a line at a carriage return, so that progress is seen as it is rewritten', () => {
    expect(cut([Buffer.from('Sending [# ] 1%\rSending [##] 2%\r\nDone\r\n')]).lines).toEqual([
      'Sending [# ] 1%',
      'Sending [##] 2%',
      'Done',
    ]);
  });

  it('reports the beginning of a line that is still being written', () => {
    expect(cut([Buffer.from('Resett'), Buffer.from('ing.'), Buffer.from('.\n')])).toEqual({
      lines: ['Resetting..'],
      begun: ['Resett', 'Resetting.'],
    });
  });

  it('keeps empty lines', () => {
    expect(cut([Buffer.from('a\r\n\r\nb')]).lines).toEqual(['a', '', 'b']);
  });

  test.prop([
    fc.array(fc.string({ unit: fc.constantFrom('a', 'ü', '€', '😀', '\r', '\n', '\r\n', ' ') })),
    fc.array(fc.nat({ max: 7 })),
  ])('gives the same lines in any pieces', (texts, sizes) => {
    const bytes = Buffer.from(texts.join(''));
    const pieces: Uint8Array[] = [];
    let at = 0;
    for (const size of sizes) {
      pieces.push(bytes.subarray(at, at + size));
      at += size;
    }
    pieces.push(bytes.subarray(at));
    expect(cut(pieces).lines).toEqual(cut([bytes]).lines);
  });
});
