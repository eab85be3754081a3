import { readFile, stat } from 'node:fs/promises';

/**
 * The group that may open a port: `dialout` on Debian, `uucp` on Arch. Never rejects.
 * @param groups where the system lists them
 * @returns null where no group but root's may, or that cannot be read
 */
export async function groupOf(
  path: string,
  platform: NodeJS.Platform,
  groups = '/etc/group',
): Promise<string | null> {
  if (platform !== 'linux') return null;
  try {
    const { gid, mode } = await stat(path);
    if (gid === 0 || (mode & GROUP_READS_AND_WRITES) !== GROUP_READS_AND_WRITES) return null;
    return groupNamed(gid, await readFile(groups, 'utf8'));
  } catch {
    return null;
  }
}

const GROUP_READS_AND_WRITES = 0o060;

/** A line is `name:password:number:members`. */
export function groupNamed(gid: number, groups: string): string | null {
  for (const line of groups.split('\n')) {
    const [name, , number] = line.split(':');
    if (name && number === String(gid)) return name;
  }
  return null;
}
