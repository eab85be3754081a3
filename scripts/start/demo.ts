import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasPseudoTerminals } from '../../test/simulator/pty/hasPseudoTerminals';
import { differentialImage } from '../../test/fixtures/firmware';
import { startSimulatedModem } from '../../test/vscode/rig/simulatedModem';

/** A folder with an image, and the simulated board with the modem it is for. */
export interface Demo {
  readonly folder: string;
  readonly image: string;
  readonly port: string;
  /** By which it is upgraded. */
  readonly method: 'flash' | 'wireless';
  /** For what else must not outlive the demo, such as a VS Code's profile. */
  readonly scratch: string;
  stop(): Promise<void>;
}

/** Its modem runs 39529. What takes a modem and the board's tool minutes takes seconds here. */
const BOARD = ['--state', '2', '--build', '39529', '--time-scale', '20'];
const IMAGE = { base: '39529', target: '41065', size: 400_000 };

/** @param network puts a board into the network instead of at a serial port; the only way where ports cannot be simulated */
export async function startDemo(network: boolean): Promise<Demo> {
  const scratch = await mkdtemp(join(tmpdir(), 'lte-upgrade-demo-'));
  const folder = join(scratch, 'demo');
  const image = join(folder, 'upgdiff_39529-to-41065.dup');
  await mkdir(join(folder, '.vscode'), { recursive: true });
  writeFileSync(image, differentialImage(IMAGE));
  const overWiFi = network || !hasPseudoTerminals;
  const modem = await startSimulatedModem(BOARD, overWiFi ? 'networkBoard' : 'board');
  // Over UART somebody would have to unplug the board, and nobody can unplug a simulated one.
  const method = overWiFi ? 'wireless' : 'flash';
  const settings = { 'lteUpgrade.port': modem.port, 'lteUpgrade.method': method };
  await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings, null, 2));
  return {
    folder,
    image,
    port: modem.port,
    method,
    scratch,
    stop: async () => {
      await modem.stop();
      await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
