import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { canonicalPort } from './portName';

/** What is known of a port by its name alone, without opening it. */
export interface PortPresence {
  /** The one name of a port that has several. */
  readonly canonicalPort: (port: string) => Promise<string>;
  /** Whether there is a port that the system does not list, such as a pseudo-terminal. */
  readonly isThere: (port: string) => Promise<boolean>;
}

export const systemPresence: PortPresence = {
  canonicalPort: (port) => canonicalPort(port),
  isThere: (port) =>
    access(port, constants.F_OK).then(
      () => true,
      () => false,
    ),
};
