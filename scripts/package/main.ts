import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { endWith } from '../endWith';
import { projectFolder } from '../run';
import { makePackage, packageName } from './makePackage';
import { stageExtension } from './stage';
import { TARGETS } from './targets';

endWith(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string', default: projectFolder } },
  });
  const targets = positionals.length > 0 ? positionals : Object.keys(TARGETS);
  const out = resolve(values.out);
  mkdirSync(out, { recursive: true });
  const staged = mkdtempSync(join(tmpdir(), 'package-'));
  try {
    await stageExtension(staged);
    for (const target of targets) {
      const file = join(out, packageName(target));
      await makePackage(target, staged, file);
      console.log(`${file}  ${(statSync(file).size / 1024).toFixed(0)} KiB`);
    }
  } finally {
    rmSync(staged, { recursive: true });
  }
  return 0;
});
