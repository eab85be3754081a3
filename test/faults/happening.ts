import type { UpgradeEvent } from '../../src/upgrade/events';

/** Something that befalls the host, the board or the cable at a moment of the run. */
export interface Happening {
  readonly when: Moment;
  readonly what: What;
}

/** `await`: number, from 1, of what the program awaits of the world outside: a port, a file or the time. */
export type Moment = StepMoment | { readonly await: number };

export interface StepMoment {
  /** Id of a plan's step. */
  readonly step: string;
  /** In the middle: with a quarter of the bytes sent, where the step sends any. */
  readonly moment: 'begin' | 'middle';
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
