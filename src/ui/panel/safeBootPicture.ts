const X = { left: 150, right: 270 };
const FIRST_PIN_Y = 62;
const PIN_PITCH = 15;
const PINS = 14;
/** Rows of the pins, counted from the end with the reset button, as on Pycom's modules. */
const ROW = { vin: 0, gnd: 1, v33: 2, p12: PINS - 1 };

/** Fallbacks for where it is shown outside of VS Code, on light and dark paper alike. */
const INK = 'var(--vscode-foreground, #808080)';
const FAINT = 'var(--vscode-descriptionForeground, #8a8a8a)';
const WIRE = 'var(--vscode-textLink-foreground, #3794ff)';
const BAD = 'var(--vscode-errorForeground, #d1242f)';

const yOf = (row: number): number => FIRST_PIN_Y + row * PIN_PITCH;

function pin(x: number, row: number, colour: string, filled = false): string {
  return `<circle cx="${x}" cy="${yOf(row)}" r="4" stroke="${colour}" stroke-width="1.5" fill="${filled ? colour : 'none'}"/>`;
}

function label(x: number, row: number, text: string, colour: string, anchor: 'start' | 'end'): string {
  return `<text x="${x}" y="${yOf(row) + 5}" text-anchor="${anchor}" fill="${colour}" font-family="var(--vscode-editor-font-family, monospace)" font-size="14">${text}</text>`;
}

/**
 * Which two pins start a board in safe boot, drawn: P12 to 3V3, and not to VIN, which has 5 V. `docs/safe-boot.svg` is the same. Names
 * alone, so that it needs no translation. Attributes, and no style sheet: the panel's policy lets none in.
 */
export const SAFE_BOOT_PICTURE = [
  '<svg xmlns="http://www.w3.org/2000/svg" width="420" height="300" viewBox="0 0 420 300" fill="none">',
  `<rect x="${X.left - 14}" y="34" width="${X.right - X.left + 28}" height="240" rx="8" stroke="${FAINT}" stroke-width="1.5"/>`,
  `<path d="M192 34 v-22 h36 v22" stroke="${FAINT}" stroke-width="1.5"/>`,
  `<text x="210" y="28" text-anchor="middle" fill="${FAINT}" font-family="sans-serif" font-size="11">USB</text>`,
  `<circle cx="182" cy="56" r="7" stroke="${INK}" stroke-width="1.5"/>`,
  `<text x="196" y="61" fill="${INK}" font-family="sans-serif" font-size="12">RESET</text>`,
  ...Array.from({ length: PINS }, (_, row) => [
    ...(row === ROW.p12 ? [] : [pin(X.left, row, FAINT)]),
    ...(row === ROW.v33 || row === ROW.vin ? [] : [pin(X.right, row, FAINT)]),
  ]).flat(),
  pin(X.left, ROW.p12, WIRE, true),
  pin(X.right, ROW.v33, WIRE, true),
  pin(X.right, ROW.vin, BAD),
  `<path d="M${X.left} ${yOf(ROW.p12)} C ${X.left + 70} ${yOf(ROW.p12)} ${X.right - 70} ${yOf(ROW.v33)} ${X.right} ${yOf(ROW.v33)}" stroke="${WIRE}" stroke-width="3" stroke-linecap="round"/>`,
  `<text x="210" y="206" fill="${WIRE}" font-family="sans-serif" font-size="13">1–2 s</text>`,
  label(X.left - 22, ROW.p12, 'P12 (G28)', INK, 'end'),
  label(X.right + 22, ROW.v33, '3V3', INK, 'start'),
  label(X.right + 22, ROW.gnd, 'GND', FAINT, 'start'),
  label(X.right + 22, ROW.vin, '✗ VIN (5 V)', BAD, 'start'),
  '</svg>',
]
  .join('\n')
  .concat('\n');
