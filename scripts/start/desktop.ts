import { join } from 'node:path';
import { projectFolder, run } from '../run';
import type { Demo } from './demo';

/** Opens the demo in a VS Code with a profile of its own, and waits until its window is closed. */
export function openDesktop(executable: string, { folder, scratch }: Demo): Promise<number> {
  const args = [
    folder,
    `--extensionDevelopmentPath=${projectFolder}`,
    ...['--user-data-dir', join(scratch, 'profile'), '--extensions-dir', join(scratch, 'extensions')],
    ...['--new-window', '--wait', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
    // VS Code refuses to start for root with its sandbox on.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  return run(executable, args);
}
