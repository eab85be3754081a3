import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { linkedExtension } from './linkedExtension';
import { launchBrowser } from './browser';
import { startCodeServer, type CodeServer } from './codeServer';
import { type Simulated, startSimulatedModem, type SimulatedModem } from './simulatedModem';
import { Workbench } from './workbench';
import { workbenchAddress } from './workbenchAddress';

/** A window of VS Code with the extension and its own folder, and a simulated modem. */
export interface WorkbenchSession {
  readonly workbench: Workbench;
  /** The folder that is open. */
  readonly folder: string;
  readonly modem: SimulatedModem;
  stop(): Promise<void>;
}

interface WorkbenchSessionOptions {
  /** Options of the simulated modem. */
  readonly modem: readonly string[];
  /** The device at the port; the modem by default. */
  readonly simulated?: Simulated;
  /** Workspace settings in addition to the port. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Puts files into the folder before it is opened. */
  readonly prepare: (folder: string) => void;
  /** Folders of other extensions that are installed beside this one. */
  readonly others?: readonly string[];
  /** The window’s language, as a language pack would set it; English by default. */
  readonly language?: string;
  /** This extension as a package to install. Otherwise it is loaded from its build folder. */
  readonly vsix?: string;
}

export const VIEWPORT = { width: 1280, height: 900 };

export async function openWorkbenchSession(options: WorkbenchSessionOptions): Promise<WorkbenchSession> {
  const scratch = await mkdtemp(join(tmpdir(), 'lte-upgrade-test-'));
  const folder = join(scratch, 'project');
  await mkdir(join(folder, '.vscode'), { recursive: true });
  options.prepare(folder);
  const started: (() => Promise<unknown>)[] = [
    () => rm(scratch, { recursive: true, force: true, maxRetries: 5 }),
  ];
  const stop = async (): Promise<void> => {
    for (const end of started.reverse()) await end();
  };
  try {
    const modem = await startSimulatedModem(options.modem, options.simulated);
    started.push(() => modem.stop());
    const settings = {
      'lteUpgrade.port': modem.port,
      'files.exclude': { '.vscode': true },
      ...options.settings,
    };
    await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
    const server: CodeServer = await startCodeServer({
      folder: join(scratch, 'server'),
      ...(options.others && { extensions: options.others }),
      ...(options.vsix !== undefined && { vsix: options.vsix }),
    });
    started.push(() => server.stop());
    const browser: Browser = await launchBrowser();
    started.push(() => browser.close());
    // Without a graphics card, the processor draws every animation, sixty times a second.
    const page = await browser.newPage({ viewport: VIEWPORT, reducedMotion: 'reduce' });
    if (options.language !== undefined) await page.addInitScript(languageScript(options.language));
    const workbench = new Workbench(page);
    const extensions = options.vsix === undefined ? [await linkedExtension(scratch)] : [];
    await workbench.open(workbenchAddress(server.origin, { folder, extensions }));
    return { workbench, folder, modem, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * VS Code’s own texts come from a language pack, and none is installed here. Only the pack’s own description, its
 * language, decides about the texts of extensions. It is compared with the English texts that set it, too.
 */
function languageScript(language: string): string {
  return `Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => '${language}', set: () => {} })`;
}
