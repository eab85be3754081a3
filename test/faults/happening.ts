import type { UpgradeEvent } from '../../src/upgrade/events';

/** An event for the host, the board or the cable at a moment of the run. */
export interface Happening {
  readonly when: Moment;
  readonly what: What;
}

/** `await`: the number, from 1, of an await on something external: a port, a file or the time. */
export type Moment = StepMoment | { readonly await: number };

export interface StepMoment {
  /** The id of a step. */
  readonly step: string;
  /** `middle`: after a quarter of the bytes, if the step sends any. */
  readonly moment: 'begin' | 'middle';
}

/**
 * `powerCut` takes the board, its modem and the port with it; `unplug` only the port, `boardReset` only the board, and
 * `cardPulled` only its SD card. `diskFull`: from then on no record can be written. `forward`, `backward`: the time of
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
export function isMoment(when: Moment, event: UpgradeEvent): boolean {
  if ('await' in when) return false;
  const { step, moment } = when;
  return moment === 'begin'
    ? event.type === 'step' && event.id === step && event.state === 'started'
    : event.type === 'progress' &&
        event.id === step &&
        event.bytes > event.total / 4 &&
        event.bytes < event.total;
}
