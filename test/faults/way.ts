import { twoStepPair } from '../fixtures/firmware';
import { differential, type Files, full, ON_THE_FLY_BYTES, updater } from '../scenario/rig';
import type { ModemConfiguration } from '../simulator/modem/configuration';

/** One way of getting an image into a modem in MIRROR mode, small enough to be gone thousands of times. */
export interface Way {
  readonly name: WayName;
  readonly modem: Partial<ModemConfiguration>;
  readonly files: Files;
  /** Build that the files lead to. */
  readonly target: string;
  /** What a refusal of the same files leads to: a full image of that build, and the updater. */
  readonly instead: Files;
}

export const WAY_NAMES = ['FFF', 'ON_THE_FLY', 'recovery', 'resume', 'two-step'] as const;
export type WayName = (typeof WAY_NAMES)[number];

const PAIR = twoStepPair({ size: 50_000 }).map((bytes, half) => ({
  name: `CATM1-5.2-48829-${half + 1}.dup`,
  bytes,
}));
const SMALL = full();
const UPDATER = updater();
const INSTEAD: Files = { images: [SMALL], updater: UPDATER };

/** It is asked twice a second until it is done: seconds are as good as minutes. */
const SWIFT: Partial<ModemConfiguration> = { applyMs: 4000 };

export const WAYS: Readonly<Record<WayName, Way>> = {
  FFF: { name: 'FFF', modem: SWIFT, files: { images: [differential()] }, target: '41065', instead: INSTEAD },
  ON_THE_FLY: {
    name: 'ON_THE_FLY',
    modem: SWIFT,
    files: { images: [full(ON_THE_FLY_BYTES)] },
    target: '41065',
    instead: INSTEAD,
  },
  recovery: {
    name: 'recovery',
    modem: { ...SWIFT, state: 0 },
    files: { images: [SMALL], updater: UPDATER },
    target: '41065',
    instead: INSTEAD,
  },
  resume: {
    name: 'resume',
    modem: { ...SWIFT, state: 4 },
    files: { images: [SMALL] },
    target: '41065',
    instead: INSTEAD,
  },
  'two-step': {
    name: 'two-step',
    modem: SWIFT,
    files: { images: PAIR },
    target: '48829',
    instead: { images: PAIR, updater: UPDATER },
  },
};
