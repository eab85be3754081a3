import { readdir, readFile, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { type RunProgram, runProgram } from '../journal/processStart';
import { type CardPlace, UNKNOWN_PLACE } from './cardPlace';
import { type LinuxFiles, linuxPlace } from './linuxPlace';
import { macPlace } from './macPlace';
import { windowsPlace } from './windowsPlace';

/** How the system is asked; a test answers in its place. */
export interface PlaceSources {
  readonly platform: NodeJS.Platform;
  readonly run: RunProgram;
  readonly files: LinuxFiles;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** @param folder absolute, and no link */
export async function cardPlace(folder: string, sources: PlaceSources): Promise<CardPlace> {
  const { platform, run, files, home, environment } = sources;
  if (platform === 'linux') return linuxPlace(folder, home, files);
  if (platform === 'darwin') return macPlace(folder, run);
  if (platform === 'win32') return windowsPlace(folder, environment, run);
  return UNKNOWN_PLACE;
}

const SOURCES: PlaceSources = {
  platform: process.platform,
  run: runProgram,
  files: {
    read: (path) => readFile(path, 'utf8'),
    realpath: (path) => realpath(path),
    list: (path) => readdir(path),
  },
  home: homedir(),
  environment: process.env,
};

/** What this computer says of a folder. */
export function systemPlace(folder: string): Promise<CardPlace> {
  return cardPlace(folder, SOURCES);
}
