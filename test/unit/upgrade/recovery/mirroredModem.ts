import { type ModemReading, UNREAD_MODEM } from '../../../../src/modem/modemReading';
import type { Finding } from '../../../../src/upgrade/inspect/finding';

/** A modem that was met in MIRROR mode, of which no more is known than is told. */
export function mirrored(modem: Partial<ModemReading>): Finding {
  return { kind: 'modem', port: '/dev/ttyACM0', baudRate: 921_600, modem: { ...UNREAD_MODEM, ...modem } };
}
