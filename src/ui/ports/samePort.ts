import { canonicalPort } from '../../transport/portName';

/** Whether two names lead to one port. */
export async function samePort(
  one: string,
  other: string,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  return one === other || (await canonicalPort(one, platform)) === (await canonicalPort(other, platform));
}
