import { join } from 'node:path';
import { projectFolder } from '../run';

/** Where the stand-in lives; git-ignored, and safe to delete: the next run makes it anew. */
export const standInFolder = join(projectFolder, '.cache', 'vscode-stand-in');

/** Started with this Node, so that native parts fit the one they were built for. */
export const codeServerEntry = join(standInFolder, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
