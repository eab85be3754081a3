import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';

/** @returns the names of the files in the archive */
export async function unpackZip(archive: string, into: string): Promise<string[]> {
  const reader = new ZipReader(new Uint8ArrayReader(await readFile(archive)));
  const names: string[] = [];
  for (const entry of await reader.getEntries()) {
    if (entry.directory) continue;
    const path = join(into, entry.filename);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await entry.getData(new Uint8ArrayWriter()));
    names.push(entry.filename);
  }
  await reader.close();
  return names;
}
