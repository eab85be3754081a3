import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UpgradeError } from '../../src/base/upgradeError';
import { codesFolder } from './codesFolder';

const noted = new Set<string>();

/** Records the code of an error that the software created. An error that a test created proves nothing. */
export function noteProvoked({ code, stack = '' }: UpgradeError): void {
  const folder = codesFolder();
  if (folder === undefined || noted.has(code)) return;
  const maker = makerIn(stack);
  if (maker === undefined || !maker.includes('/src/')) return;
  noted.add(code);
  writeFileSync(join(folder, code), `${maker}\n`);
}

/** The first stack line outside the error’s class and its factories. */
function makerIn(stack: string): string | undefined {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim().replaceAll('\\', '/'))
    .find((line) => !/\/(upgradeError|errors|toolFailures)\.ts/.test(line));
}
