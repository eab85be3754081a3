import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasPseudoTerminals } from '../../test/simulator/pty/hasPseudoTerminals';
import { makeFirmwareFile } from '../../test/vscode/rig/firmwareFile';
import { startSimulatedModem } from '../../test/vscode/rig/simulatedModem';

/** A folder with an image, and the simulated modem it is for. */
export interface Demo {
  readonly folder: string;
  readonly image: string;
  readonly port: string;
  /** For what else must not outlive the demo, such as a VS Code's profile. */
  readonly scratch: string;
  stop(): Promise<void>;
}

/** The modem runs 39529 and applies an update in seconds, not minutes. */
const MODEM = ['--state', '2', '--build', '39529', '--apply-ms', '8000'];
const IMAGE = ['differential', '--base', '39529', '--build', '41065', '--size', '400000'];

/** @param network puts a board into the network instead of at a serial port; the only way where ports cannot be simulated */
export async function startDemo(network: boolean): Promise<Demo> {
  const scratch = await mkdtemp(join(tmpdir(), 'lte-upgrade-demo-'));
  const folder = join(scratch, 'demo');
  const image = join(folder, 'upgdiff_39529-to-41065.dup');
  await mkdir(join(folder, '.vscode'), { recursive: true });
  makeFirmwareFile(image, IMAGE);
  const modem = await startSimulatedModem(MODEM, network || !hasPseudoTerminals ? 'networkBoard' : 'modem');
  const settings = { 'lteUpgrade.port': modem.port };
  await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings, null, 2));
  return {
    folder,
    image,
    port: modem.port,
    scratch,
    stop: async () => {
      await modem.stop();
      await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
