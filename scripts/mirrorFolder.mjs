import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Makes a folder hold the files of another and no more. What is the same stays as it is, and what is not is put in place by a rename:
 * a program that has loaded the old file keeps it.
 * @param {string} from
 * @param {string} to
 * @param {string} scratch folder on the same disk in which a copy may lie until it is whole
 * @param {(path: string) => boolean} wanted by the path within the folder
 */
export function mirrorFolder(from, to, scratch, wanted = () => true) {
  mkdirSync(to, { recursive: true });
  const files = filesIn(from).filter(wanted);
  for (const path of filesIn(to)) if (!files.includes(path)) rmSync(join(to, path));
  for (const path of files) {
    const [source, target] = [join(from, path), join(to, path)];
    if (isSame(source, target)) continue;
    const copy = join(scratch, `copy-${process.pid}`);
    copyFileSync(source, copy);
    mkdirSync(dirname(target), { recursive: true });
    renameSync(copy, target);
  }
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true }).filter((path) => statSync(join(folder, path)).isFile());
}

function isSame(source, target) {
  const there = statSync(target, { throwIfNoEntry: false });
  return there?.size === statSync(source).size && readFileSync(source).equals(readFileSync(target));
}
