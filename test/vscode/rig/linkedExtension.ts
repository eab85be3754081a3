import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../../scripts/run';

/**
 * A link to the project, through which the extension is loaded. VS Code starts with a theme of the extension under development,
 * and takes every theme below its folder for one, including those of the stand-in, which is in that folder.
 */
export async function linkedExtension(folder: string): Promise<string> {
  const link = join(folder, 'extension');
  await symlink(projectFolder, link, 'junction');
  return link;
}
