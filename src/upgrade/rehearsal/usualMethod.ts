import { isNetworkPort } from '../../transport/networkAddress';
import type { BoardFinding, ModemFinding } from '../inspect/finding';
import type { MethodName } from '../plan/plan';

/** What an upgrade would most likely take where no files are given: the cable that is there takes every image. */
export function usualMethod({ port }: BoardFinding | ModemFinding): MethodName {
  return isNetworkPort(port) ? 'wireless' : 'uart';
}

/** Whether a rehearsal by this method asks for a power cycle: only that ends MIRROR mode. */
export function needsHand(method: MethodName): boolean {
  return method === 'uart';
}
