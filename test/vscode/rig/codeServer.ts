import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { codeServerEntry } from '../../../scripts/standIn/location';
import { hostEnvironment } from './hostEnvironment';
import { ProcessGroup } from './processGroup';
import { quietSettings } from './userSettings';

/** The start takes 1 to 3 seconds on an idle machine. */
const START_TIMEOUT_MS = 60_000;

interface CodeServerOptions {
  /** Profile, extensions and everything else it writes; the caller deletes it. */
  readonly folder: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment variables for the extension host. */
  readonly env?: NodeJS.ProcessEnv;
  /** A packaged extension to install first. */
  readonly vsix?: string;
  /** Folders of installed extensions. */
  readonly extensions?: readonly string[];
}

export interface CodeServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  log(): string;
  stop(): Promise<void>;
}

/** Starts the stand-in for VS Code on a free port of this machine, with a fresh profile. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const { folder } = options;
  const profile = join(folder, 'profile');
  await mkdir(join(profile, 'User'), { recursive: true });
  await writeFile(
    join(profile, 'User', 'settings.json'),
    JSON.stringify({ ...quietSettings, ...options.settings }, null, 2),
  );
  // Without this file, the server writes one into the user’s home.
  await writeFile(join(folder, 'config.yaml'), 'auth: none\ncert: false\n');

  const installed = join(folder, 'extensions');
  await mkdir(installed, { recursive: true });
  for (const extension of options.extensions ?? [])
    await symlink(extension, join(installed, basename(extension)), 'junction');

  const common = [
    ...[codeServerEntry, '--config', join(folder, 'config.yaml')],
    ...['--user-data-dir', profile, '--extensions-dir', installed],
  ];
  const env = {
    ...hostEnvironment(),
    ...options.env,
    // No marketplace, nothing outside the folder.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    XDG_DATA_HOME: join(folder, 'xdg'),
    XDG_CONFIG_HOME: join(folder, 'xdg'),
    LTE_UPGRADE_STATE: join(folder, 'state'),
  };
  if (options.vsix !== undefined) {
    execFileSync(process.execPath, [...common, '--install-extension', options.vsix], { env, stdio: 'pipe' });
  }
  const group = new ProcessGroup(
    process.execPath,
    [
      ...[...common, '--auth', 'none', '--bind-addr', '127.0.0.1:0', '--ignore-last-opened'],
      ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
      '--disable-getting-started-override',
    ],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  const stop = (): Promise<void> => group.stop();
  try {
    const origin = await listening(group, (text) => (log += text));
    return { origin, log: () => log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listening({ leader }: ProcessGroup, record: (text: string) => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    const fail = (what: string): void => reject(new Error(`The VS Code stand-in ${what}.\n${log}`));
    const timer = setTimeout(() => fail('did not start in time'), START_TIMEOUT_MS);
    const read = (chunk: Buffer): void => {
      log = record(chunk.toString());
      const origin = /listening on (http:\/\/[\d.:]+)/.exec(log)?.[1];
      if (origin === undefined) return;
      clearTimeout(timer);
      resolve(origin);
    };
    leader.stdout?.on('data', read);
    leader.stderr?.on('data', read);
    leader.once('error', reject);
    leader.once('exit', (status) => {
      clearTimeout(timer);
      fail(`ended with ${status ?? 'a signal'}`);
    });
  });
}
