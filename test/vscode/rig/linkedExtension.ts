import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../../scripts/run';

/**
 * A link to the project to load the extension through. VS Code starts with a theme of the extension under development,
 * and takes every theme below its folder for one; the stand-in lies there, with all of its own.
 */
export async function linkedExtension(folder: string): Promise<string> {
  const link = join(folder, 'extension');
  await symlink(projectFolder, link, 'junction');
  return link;
}
