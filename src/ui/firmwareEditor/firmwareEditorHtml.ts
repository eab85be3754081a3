import { visibleLines } from '../../base/visibleText';
import type { ImageDescription } from '../../firmware/firmwareImage';
import type { SealedBlock } from '../../firmware/sealedBlocks';
import type { Trouble } from '../panel/panelState';
import type { Speech } from '../speech';
import { fileView } from '../texts/fileTexts';
import type { FitText } from '../texts/fitTexts';

/** What the editor shows of a file. `wasRead`: whether a modem was read in this window. */
export type FirmwareEditorView = { readonly name: string; readonly wasRead: boolean } & (
  | { readonly checked: CheckedFirmware }
  /** Null where the check was given up. */
  | { readonly trouble: Trouble | null }
);

interface CheckedFirmware {
  readonly description: ImageDescription;
  readonly blocks: readonly SealedBlock[];
  /** Null where no modem was read, and for what is no image. */
  readonly fit: FitText | null;
}

export interface EditorAddresses {
  readonly styles: readonly string[];
  /** What the content security policy calls this page's own resources. */
  readonly cspSource: string;
  /** Fresh for each document. */
  readonly nonce: string;
}

/** What the editor's page sends when a button is pressed. */
export interface EditorPress {
  readonly press: 'upgrade' | 'readVersion';
}

export function isEditorPress(message: unknown): message is EditorPress {
  if (typeof message !== 'object' || message === null || !('press' in message)) return false;
  return message.press === 'upgrade' || message.press === 'readVersion';
}

/** Sends which button was pressed; all else stands in the page. */
const SCRIPT = `const vscode = acquireVsCodeApi();
document.addEventListener('click', ({ target }) => {
  const button = target.closest('button[data-press]');
  if (button) vscode.postMessage({ press: button.dataset.press });
});`;

/** The editor's document. Pure: every text that is not ours is escaped. */
export function firmwareEditorHtml(
  view: FirmwareEditorView,
  { styles, cspSource, nonce }: EditorAddresses,
  speech: Speech,
): string {
  const policy = `default-src 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${escaped(speech.language)}">
<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escaped(view.name)}</title>
  ${styles.map((style) => `<link rel="stylesheet" href="${style}">`).join('\n  ')}
</head>
<body>
<main>
${'checked' in view ? checkedBody(view.name, view.checked, view.wasRead, speech) : troubleBody(view.name, view.trouble, speech)}
</main>
<script nonce="${nonce}">${SCRIPT}</script>
</body>
</html>`;
}

function troubleBody(name: string, trouble: Trouble | null, speech: Speech): string {
  if (trouble === null) return `<h1>${escaped(name)}</h1>`;
  return `<h1>${escaped(speech.translate('{file} can’t be used', { file: name }))}</h1>
<p id="fit" class="care">${escaped(speech.render(trouble.sentence))}</p>
<p class="remark">${escaped(speech.render(trouble.remedy))}</p>`;
}

function checkedBody(
  name: string,
  { description, blocks, fit }: CheckedFirmware,
  wasRead: boolean,
  speech: Speech,
): string {
  const { rows, findings } = fileView(speech, { name, description });
  const isUpdater = description.kind === 'updater';
  const headline =
    findings.length > 0
      ? speech.translate('Doubtful: {file}', { file: name })
      : speech.translate('{file} passed all checks', { file: name });
  const press = (id: EditorPress['press'], text: string, isPrimary: boolean): string =>
    `<button type="button" data-press="${id}"${isPrimary ? ' class="primary"' : ''}>${escaped(text)}</button>`;
  const mayUpgrade = !isUpdater && (fit === null || fit.fits);
  const buttons = [
    ...(mayUpgrade ? [press('upgrade', speech.translate('Upgrade with this file'), wasRead)] : []),
    ...(isUpdater
      ? []
      : [
          press(
            'readVersion',
            wasRead ? speech.translate('Read again') : speech.translate('Read version'),
            !mayUpgrade || !wasRead,
          ),
        ]),
  ];
  return `<h1>${escaped(headline)}</h1>
${fitBody(fit, isUpdater, speech)}
${findings.map((text) => `<p class="care">${escaped(text)}</p>`).join('\n')}
<div id="actions">${buttons.join('\n')}</div>
<section aria-labelledby="what">
<h2 id="what">${escaped(speech.translate('The file'))}</h2>
<dl id="rows">${rows.map(({ label, value }) => `<div><dt>${escaped(label)}</dt><dd>${escaped(value)}</dd></div>`).join('\n')}</dl>
</section>
${blocks.length === 0 ? '' : blocksBody(blocks, speech)}`;
}

function fitBody(fit: FitText | null, isUpdater: boolean, speech: Speech): string {
  if (fit !== null)
    return `<p id="fit" class="${fit.fits ? 'good' : 'care'}">${escaped(fit.sentence)}</p>
${fit.remarks.map((text) => `<p class="remark">${escaped(text)}</p>`).join('\n')}`;
  return `<p id="fit">${escaped(
    isUpdater
      ? speech.translate(
          'An updater isn’t firmware. Leave it next to the image from the same archive: an upgrade that needs it will find it there.',
        )
      : speech.translate(
          'No modem read in this window yet. Read your modem to see whether this file fits it.',
        ),
  )}</p>`;
}

function blocksBody(blocks: readonly SealedBlock[], speech: Speech): string {
  const head = [
    speech.translate('Block'),
    speech.translate('Tag'),
    speech.translate('Offset'),
    speech.translate('Bytes'),
    speech.translate('Checksum'),
  ];
  const line = ({ name, magic, offset, size, depth, checksum }: SealedBlock): string => {
    const sum =
      checksum === null
        ? speech.translate('none')
        : speech.translate('{checksum}, right', { checksum: hexadecimal(checksum) });
    return `<tr><td class="depth-${depth}">${escaped(name === '' ? '–' : name)}</td><td><code>${escaped(magic)}</code></td><td class="number"><code>${hexadecimal(offset)}</code></td><td class="number">${escaped(speech.number(size, 0))}</td><td>${escaped(sum)}</td></tr>`;
  };
  return `<section aria-labelledby="blocks-title">
<h2 id="blocks-title">${escaped(speech.translate('Blocks of the file'))}</h2>
<div class="scroll"><table id="blocks"><thead><tr>${head.map((text) => `<th scope="col">${escaped(text)}</th>`).join('')}</tr></thead>
<tbody>${blocks.map(line).join('\n')}</tbody></table></div>
</section>`;
}

/** `0x0001f4` */
function hexadecimal(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}

/** For the text of an element and for an attribute in double quotes. */
function escaped(text: string): string {
  return visibleLines(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
