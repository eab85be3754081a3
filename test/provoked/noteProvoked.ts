import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UpgradeError } from '../../src/base/upgradeError';
import { codesFolder } from './codesFolder';

const noted = new Set<string>();

/** Writes down the code of an error that the software itself made. One that a test made proves nothing. */
export function noteProvoked({ code, stack = '' }: UpgradeError): void {
  const folder = codesFolder();
  if (folder === undefined || noted.has(code)) return;
  const maker = makerIn(stack);
  if (maker === undefined || !maker.includes('/src/')) return;
  noted.add(code);
  writeFileSync(join(folder, code), `${maker}\n`);
}

/** The first line of a stack behind the error's class and the factories that give it its sentence. */
function makerIn(stack: string): string | undefined {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim().replaceAll('\\', '/'))
    .find((line) => !/\/(upgradeError|errors|toolFailures)\.ts/.test(line));
}
