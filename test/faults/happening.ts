import type { UpgradeEvent } from '../../src/upgrade/events';

/** Something that befalls the host, the board or the cable at a moment of the run. */
export interface Happening {
  /** Id of a plan's step. */
  readonly step: string;
  /** In the middle: with a quarter of the bytes sent, where the step sends any. */
  readonly moment: 'begin' | 'middle';
  readonly what: What;
}

/**
 * `powerCut` takes the board, its modem and the port with it; `unplug` only the port, `boardReset` only the board, and
 * `cardPulled` only its SD card. `diskFull`: from then on nothing can be written down. `forward`, `backward`: the time of
 * day is set by a day. `killed`: the program, by SIGKILL.
 */
export type What =
  | 'unplug'
  | 'powerCut'
  | 'boardReset'
  | 'cardPulled'
  | 'cancel'
  | 'diskFull'
  | 'forward'
  | 'backward'
  | 'killed';

/** Whether this event is the moment. */
export function isMoment({ step, moment }: Happening, event: UpgradeEvent): boolean {
  return moment === 'begin'
    ? event.type === 'step' && event.id === step && event.state === 'started'
    : event.type === 'progress' && event.id === step && event.bytes > event.total / 4;
}
