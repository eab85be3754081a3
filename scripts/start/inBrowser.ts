import { once } from 'node:events';
import { startCodeServer } from '../../test/vscode/rig/codeServer';
import { workbenchAddress } from '../../test/vscode/rig/workbenchAddress';
import { linkedExtension } from '../../test/vscode/rig/linkedExtension';
import { installStandIn } from '../standIn/install';
import type { Demo } from './demo';

/** Serves the demo in the stand-in for VS Code until `signal` aborts. */
export async function serveInBrowser({ folder, scratch }: Demo, signal: AbortSignal): Promise<number> {
  await installStandIn();
  if (signal.aborted) return 0;
  const server = await startCodeServer({ folder: scratch });
  try {
    const address = workbenchAddress(server.origin, { folder, extensions: [await linkedExtension(scratch)] });
    console.log(`\nVS Code with the extension is at\n\n  ${address}\n\nCtrl-C ends it.`);
    await aborted(signal);
    return 0;
  } finally {
    await server.stop();
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
