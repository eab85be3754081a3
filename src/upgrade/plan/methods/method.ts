import { type FirmwareImage, mayBeDifferential } from '../../../firmware/firmwareImage';
import { FACTORY_BUILD } from '../../../firmware/rules/rule';
import type { ModemReading } from '../../../modem/modemReading';
import type { BoardFinding, ModemFinding } from '../../inspect/finding';
import type { MethodName, PlanStep, Refusal } from '../plan';

/** One image on its way: what it meets, and what went before it. */
export interface Leg {
  /** Number of the image in the plan, from 0. */
  readonly number: number;
  readonly image: FirmwareImage;
  /** The modem as it will be when this image's turn comes. */
  readonly modem: ModemReading;
  /** Whether the first half of this image's pair goes before it, or went in an earlier upgrade. */
  readonly committed: boolean;
}

export interface Journey {
  readonly finding: ModemFinding | BoardFinding;
  readonly legs: readonly Leg[];
  readonly updater: FirmwareImage | null;
  /** Whether files that were copied to the board are removed at the end. */
  readonly cleanUp: boolean;
}

/** One way of getting an image into the modem: when it is possible, and the steps it takes. Pure. */
export interface Method {
  readonly name: MethodName;
  /** Why this method is not possible here, whatever the image; undefined when it is. */
  impossible(finding: ModemFinding | BoardFinding): Refusal | undefined;
  steps(journey: Journey): PlanStep[];
}

/** Whether a full image needs the updater, because the modem does not start or has the factory bootrom. */
export function needsUpdater({ image, modem }: Pick<Leg, 'image' | 'modem'>): boolean {
  if (mayBeDifferential(image.description) || modem.state === 4) return false;
  return modem.state === 0 || modem.bootrom === FACTORY_BUILD || modem.build === FACTORY_BUILD;
}
