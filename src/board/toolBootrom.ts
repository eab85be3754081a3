import type { BoardReading } from './boardReading';
import { isAtLeast } from './release';

/** The release of the tool that looks at the firmware as well, and replaces the factory's bootrom beneath another one only. */
const LOOKS_AT_BOTH = '1.2.5';
/** Board firmware whose 1.2.5 was corrected before it was frozen. */
const CORRECTED_IN = '1.20.0.rc12';

/**
 * Whether `uart(True)` of the board's tool leaves the factory's bootrom 33080 in a modem that runs the factory's firmware 33080,
 * and says "FFH mode is not necessary".
 *
 * Source: `upgrade_uart` and `__check_br` in the tool of the firmware's tags v1.18.2.r4 to v1.18.3 and 1.20.0.rc9 to rc11;
 * before 1.2.5 it does not look, from 1.20.0.rc12 on it looks at the bootrom alone.
 */
export function leavesFactoryBootrom({
  toolVersion,
  release,
}: Pick<BoardReading, 'toolVersion' | 'release'>): boolean {
  if (toolVersion !== LOOKS_AT_BOTH) return false;
  return !isAtLeast(release, CORRECTED_IN);
}
