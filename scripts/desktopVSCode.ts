import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { findProgram } from './findProgram';

const PROBE_TIMEOUT_MS = 5_000;
const UPDATE_SERVICE = 'https://update.code.visualstudio.com/api/releases/stable';

/** The VS Code that is installed on this machine. */
export function installedVSCode(): string | undefined {
  return findProgram('code', 'codium');
}

/**
 * Downloads VS Code into `.vscode-test`: the newest, or what the variable VSCODE_VERSION says, like `1.90.0`. Undefined where
 * there is no screen to show the newest on, or no way to get it.
 * @throws Error where the version that was asked for cannot be got: whatever came in its place would prove nothing of it
 */
export async function downloadedVSCode(): Promise<string | undefined> {
  const wanted = process.env['VSCODE_VERSION'];
  if (wanted !== undefined) return downloadAndUnzipVSCode(wanted);
  if (!hasScreen() || !(await canDownload())) return undefined;
  return downloadAndUnzipVSCode('stable');
}

/** Windows and macOS always have one; a Linux machine need not. */
export function hasScreen(): boolean {
  return process.platform !== 'linux' || !!(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

async function canDownload(): Promise<boolean> {
  try {
    const { ok } = await fetch(UPDATE_SERVICE, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return ok;
  } catch {
    // No network, or one that does not lead there: the answer is no.
    return false;
  }
}
