import { type ModemReading, UNREAD_MODEM } from '../../../../src/modem/modemReading';
import type { Finding } from '../../../../src/upgrade/inspect/finding';

/** A modem in MIRROR mode with only these known values. */
export function mirrored(modem: Partial<ModemReading>): Finding {
  return { kind: 'modem', port: '/dev/ttyACM0', baudRate: 921_600, modem: { ...UNREAD_MODEM, ...modem } };
}
