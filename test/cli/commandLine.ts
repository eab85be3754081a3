import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, inject } from 'vitest';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { type ModemOnPty, startModemOnPty } from '../simulator/pty/modemOnPty';

export const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** A modem with short delays, because these tests run in real time. */
const BRISK: Partial<ModemConfiguration> = {
  bootMs: 50,
  applyMs: 300,
  updaterWakeMs: 100,
  notifySilenceMs: 10,
  pauses: [],
};

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
  /** Standard output's lines as JSON. */
  readonly events: readonly Record<string, unknown>[];
  readonly last: Record<string, unknown> | undefined;
}

/** The built command line as a process, a folder for files, and modems on ports. The tests of a file may run in parallel. */
export class CommandLine {
  folder = '';
  private readonly modems: ModemOnPty[] = [];

  constructor() {
    beforeAll(() => {
      const failure = inject('buildFailure');
      if (failure !== '') throw new Error(failure);
      this.folder = mkdtempSync(join(tmpdir(), 'command-line-'));
    });
    afterAll(async () => {
      for (const modem of this.modems) await modem.stop();
      rmSync(this.folder, { recursive: true });
    });
  }

  async modem(configuration: Partial<ModemConfiguration> = {}): Promise<ModemOnPty> {
    const modem = await startModemOnPty({ modem: { ...BRISK, ...configuration } });
    this.modems.push(modem);
    return modem;
  }

  /** Writes a file into its own folder, so that parallel tests do not overwrite it. @returns its path */
  file(name: string, bytes: Uint8Array | string): string {
    const path = join(mkdtempSync(join(this.folder, 'file-')), name);
    writeFileSync(path, bytes);
    return path;
  }

  /** @returns the path of a new folder with these files */
  folderWith(files: readonly (readonly [name: string, bytes: Uint8Array])[]): string {
    const folder = mkdtempSync(join(this.folder, 'folder-'));
    for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
    return folder;
  }

  start(
    argv: readonly string[],
    variables: Readonly<Record<string, string>> = {},
  ): ChildProcessByStdio<null, Readable, Readable> {
    const environment = { ...process.env, LTE_UPGRADE_STATE: join(this.folder, 'state'), ...variables };
    return spawn(process.execPath, [CLI, ...argv], { stdio: ['ignore', 'pipe', 'pipe'], env: environment });
  }

  async run(...argv: string[]): Promise<Ended> {
    return this.end(this.start(argv));
  }

  /** `run` with everything confirmed, and JSON output. */
  async upgrade(port: string, ...argv: string[]): Promise<Ended> {
    return this.run('run', '--port', port, ...argv, '--yes', '--json');
  }

  /** @param onEvent called with each line of standard output that is JSON */
  async end(
    child: ChildProcessByStdio<null, Readable, Readable>,
    onEvent: (event: Record<string, unknown>) => void = () => undefined,
  ): Promise<Ended> {
    let [out, err, rest] = ['', '', ''];
    const events: Record<string, unknown>[] = [];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines.filter((each) => each.startsWith('{'))) {
        const event = JSON.parse(line) as Record<string, unknown>;
        events.push(event);
        onEvent(event);
      }
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
    const [status] = (await once(child, 'close')) as [number | null];
    return { status, out, err, events, last: events.at(-1) };
  }
}
