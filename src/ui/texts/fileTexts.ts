import type { ImageDescription } from '../../firmware/firmwareImage';
import type { FileView, Row } from '../panel/messages';
import type { CheckedFile } from '../panel/panelState';
import { bytesText } from '../quantities';
import type { Speech } from '../speech';

function kindText(speech: Speech, kind: ImageDescription['kind']): string {
  switch (kind) {
    case 'full':
      return speech.translate('full image');
    case 'differential':
      return speech.translate('differential image');
    case 'updater':
      return speech.translate('updater');
    case 'unknown':
      return speech.translate('unknown layout');
  }
}

/** As the modem will call it, `LR5.1.1.0-41065`; `build 41065`, or that it does not say. */
export function versionText(speech: Speech, { version, targetBuild }: ImageDescription): string {
  if (version !== null && targetBuild !== null) return `LR${version}-${targetBuild}`;
  if (targetBuild !== null) return speech.translate('build {build}', { build: targetBuild });
  return version === null ? speech.translate('a version that the file doesn’t state') : `LR${version}`;
}

/** One line that says what a file is: `Full image, CAT-M1, LR5.1.1.0-41065, 5.9 MB`. */
export function fileSummary(speech: Speech, description: ImageDescription): string {
  const parts = [kindText(speech, description.kind)];
  if (description.family !== null) parts.push(description.family);
  if (description.kind !== 'updater') parts.push(versionText(speech, description));
  if (description.baseBuild !== null)
    parts.push(speech.translate('only for build {build}', { build: description.baseBuild }));
  parts.push(bytesText(speech, description.size));
  return capital(parts.join(', '));
}

export function fileView(speech: Speech, { name, description }: CheckedFile): FileView {
  const rows: Row[] = [
    { label: speech.translate('What it is'), value: capital(kindText(speech, description.kind)) },
  ];
  if (description.family !== null)
    rows.push({ label: speech.translate('Family'), value: description.family });
  if (description.kind !== 'updater')
    rows.push({ label: speech.translate('Target version'), value: versionText(speech, description) });
  if (description.baseBuild !== null)
    rows.push({
      label: speech.translate('Starts from'),
      value: speech.translate('build {build}', { build: description.baseBuild }),
    });
  rows.push({
    label: speech.translate('Size'),
    value: speech.translate('{short} ({bytes} bytes)', {
      short: bytesText(speech, description.size),
      bytes: speech.number(description.size, 0),
    }),
  });
  if (description.publishedAs !== undefined)
    rows.push({ label: speech.translate('Published as'), value: description.publishedAs });
  rows.push({ label: 'SHA-256', value: description.sha256, isCode: true });
  return { name, rows, findings: description.findings.map(speech.render) };
}

/** With a capital, as at the beginning of a sentence or a line. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
