import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ERROR_CODES, type ErrorCode } from '../../src/base/errorCodes';
import { projectFolder } from '../run';

/** Where the tests leave a file for each error that the software made in them (`test/provoked/noteProvoked.ts`). */
export const PROVOKED_CODES = join(projectFolder, '.cache', 'provokedCodes');

export async function forgetCodes(): Promise<void> {
  await rm(PROVOKED_CODES, { recursive: true, force: true });
  await mkdir(PROVOKED_CODES, { recursive: true });
}

/** The codes of errors that no test since then provoked. */
export async function codesNotProvoked(): Promise<ErrorCode[]> {
  const provoked = new Set(await readdir(PROVOKED_CODES));
  return ERROR_CODES.filter((code) => !provoked.has(code));
}
