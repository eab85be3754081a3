import { readdir, readFile, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { runProgram } from '../journal/processStart';
import { type CardPlace, cardPlace, type PlaceSources } from './cardPlace';

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
