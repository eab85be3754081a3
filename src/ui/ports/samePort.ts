import { canonicalPort } from '../../transport/portName';

/** Whether two names lead to one port. */
export async function samePort(one: string, other: string): Promise<boolean> {
  return one === other || (await canonicalPort(one)) === (await canonicalPort(other));
}
