import type { Modem } from '../../modem/modem';
import type { UpgradeResult } from '../../modem/upgradeResult';

/** How often a modem is asked what it says of its last upgrade, where an answer was lost. */
const TRIES = 3;

/**
 * What the modem says of its last upgrade, before it is given an image: the same words afterwards are of that one. A lost answer
 * would make an old failure, or an old success, one of this image.
 */
export async function clearResultOf(
  modem: Pick<Modem, 'readUpgradeResult'>,
  signal: AbortSignal,
): Promise<UpgradeResult> {
  let result = await modem.readUpgradeResult(signal);
  for (let tries = 1; tries < TRIES && !isClear(result); tries++)
    result = await modem.readUpgradeResult(signal);
  return result;
}

function isClear({ kind }: UpgradeResult): boolean {
  return kind !== 'silent' && kind !== 'unclear';
}
