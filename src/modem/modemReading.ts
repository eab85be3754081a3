import type { Family } from '../base/family';
import type { BootState } from './bootState';
import type { UpgradeResult } from './upgradeResult';

/** What was read of a modem, at one moment. `null` marks what the modem did not say. */
export interface ModemReading {
  readonly state: BootState | null;
  /** As printed: `UE5.0.0.0d`. */
  readonly ue: string | null;
  /** As printed: `LR5.1.1.0-41065`. */
  readonly lr: string | null;
  /** The five digits after the dash, which file names carry: `41065`. */
  readonly build: string | null;
  readonly family: Family | null;
  readonly imei: string | null;
  /** Build of Bootloader0, the factory bootrom; `33080` means a full image needs the updater. */
  readonly bootrom: string | null;
  /** Whether it says that it is at work on an image: it must keep its power, and be left alone. */
  readonly applying: boolean;
  /** Set if one in its updater says that its work on an image is over, done or failed. */
  readonly finished?: true;
}

export const UNREAD_MODEM: ModemReading = {
  state: null,
  ue: null,
  lr: null,
  build: null,
  family: null,
  imei: null,
  bootrom: null,
  applying: false,
};

/** What a modem in its updater says of its work, as a part of its reading. */
export function ofWork({ kind }: UpgradeResult): Pick<ModemReading, 'applying' | 'finished'> {
  const finished = kind === 'success' || kind === 'failure';
  return { applying: kind === 'ongoing', ...(finished ? { finished } : {}) };
}
