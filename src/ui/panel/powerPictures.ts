const INK = 'var(--vscode-foreground, #808080)';
const FAINT = 'var(--vscode-descriptionForeground, #8a8a8a)';
const MOVE = 'var(--vscode-editorWarning-foreground, #cca700)';

/** The board with its socket on the left; the plug lies this far from it. */
function picture(plugX: number, arrow: string): string {
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="168" height="84" viewBox="0 0 168 84" fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">',
    `<rect x="92" y="14" width="68" height="56" rx="6" stroke="${INK}"/>`,
    `<rect x="86" y="32" width="14" height="20" rx="2" stroke="${INK}"/>`,
    `<rect x="116" y="28" width="26" height="26" rx="3" stroke="${FAINT}"/>`,
    `<path d="M104 20 h48 M104 64 h48" stroke="${FAINT}" stroke-dasharray="1 6"/>`,
    `<path d="M2 42 h${plugX - 18}" stroke="${INK}" stroke-width="3"/>`,
    `<rect x="${plugX - 16}" y="33" width="18" height="18" rx="3" stroke="${INK}"/>`,
    `<rect x="${plugX + 2}" y="36" width="10" height="12" stroke="${INK}"/>`,
    arrow,
    '</svg>',
  ].join('');
}

const AWAY = `<path d="M72 16 h-28 m8 -7 l-8 7 l8 7" stroke="${MOVE}" stroke-width="3"/>`;
const TOWARDS = `<path d="M44 16 h28 m-8 -7 l8 7 l-8 7" stroke="${MOVE}" stroke-width="3"/>`;

/** The cable that is pulled out, and the one that is put in again. Attributes, and no style sheet: the panel's policy lets none in. */
export const POWER_PICTURES = {
  unplug: picture(48, AWAY),
  plugIn: picture(66, TOWARDS),
} as const;
