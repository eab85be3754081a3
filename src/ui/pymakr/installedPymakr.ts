import * as vscode from 'vscode';

/** Stable and preview, as published. */
const IDS = ['pycom.pymakr', 'pycom.pymakr-preview'];

/** Which Pymakr runs in this extension host; one on the other side of a remote window cannot be seen. */
export function installedPymakr(): 'none' | 'one' | 'two' {
  const versions = IDS.flatMap((id) => {
    const found = vscode.extensions.getExtension<unknown>(id);
    return found ? [String((found.packageJSON as { version?: unknown }).version)] : [];
  });
  if (versions.length === 0) return 'none';
  return versions.some((version) => version.startsWith('1.')) ? 'one' : 'two';
}
