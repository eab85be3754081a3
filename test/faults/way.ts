import { twoStepPair } from '../fixtures/firmware';
import { type ContainerStyle, restyled } from '../fixtures/restyle';
import type { MethodName } from '../../src/upgrade/plan/plan';
import type { WayName } from './wayName';
import { differential, type Files, full, type NamedFile, ON_THE_FLY_BYTES, updater } from '../scenario/rig';
import { type BoardOptions, BUSY_MAIN } from '../simulator/board/boardOptions';
import type { ModemConfiguration } from '../simulator/modem/configuration';

/** One way to get an image into a modem, small enough for thousands of runs. */
export interface Way {
  readonly name: WayName;
  /** The board, if the way begins at its REPL. Otherwise the board is already in MIRROR mode. */
  readonly method?: MethodName;
  readonly modem: Partial<ModemConfiguration>;
  readonly board?: Partial<BoardOptions>;
  readonly files: Files;
  /** The target build of the files. */
  readonly target: string;
  /** The files after a refusal: a full image of that build, and the updater. */
  readonly instead: Files;
}

const PAIR = twoStepPair({ size: 50_000 }).map((bytes, half) => ({
  name: `CATM1-5.2-48829-${half + 1}.dup`,
  bytes,
}));
const SMALL = full();
const UPDATER = updater();
const INSTEAD: Files = { images: [SMALL], updater: UPDATER };

const CARD = { state: 'present', bytes: 32 * 1024 * 1024 } as const;
/** The run queries the modem twice a second until it has finished, so seconds test the same as minutes. */
const SWIFT: Partial<ModemConfiguration> = { applyMs: 4000 };

const DIFFERENCE = { modem: SWIFT, files: { images: [differential()] }, target: '41065', instead: INSTEAD };

export const WAYS: Readonly<Record<WayName, Way>> = {
  FFF: { ...DIFFERENCE, name: 'FFF' },
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
  flash: { ...DIFFERENCE, name: 'flash', method: 'flash' },
  wireless: { ...DIFFERENCE, name: 'wireless', method: 'wireless' },
  // With the factory bootrom, the way leads through recovery and the updater, and the image is written as it arrives.
  sd: {
    name: 'sd',
    method: 'sd',
    board: { sdCard: CARD },
    modem: { ...SWIFT, build: '33080', bootrom: '33080' },
    files: INSTEAD,
    target: '41065',
    instead: INSTEAD,
  },
  guarded: { ...DIFFERENCE, name: 'guarded', method: 'flash', board: { mainPy: BUSY_MAIN.guarded } },
  uart: { ...DIFFERENCE, name: 'uart', method: 'uart' },
  // The board’s tool replaces the bootrom when it switches to MIRROR mode. A tool that can’t do that leads to the SD card.
  'uart-factory': {
    name: 'uart-factory',
    method: 'uart',
    board: { sdCard: CARD },
    // Slow enough to be queried while it installs: the bootrom’s success was reported before, so only a change shows the image’s.
    modem: { build: '33080', bootrom: '33080', applyMs: 40_000 },
    files: INSTEAD,
    target: '41065',
    instead: INSTEAD,
  },
};

/** The way with the files that the cell defines. */
export function wayOf({
  way: name,
  files: style,
}: {
  readonly way: WayName;
  readonly files?: ContainerStyle;
}): Way {
  const way = WAYS[name];
  if (style === undefined || Object.keys(style).length === 0) return way;
  const again = ({ images, updater: loader }: Files): Files => ({
    images: images.map((image): NamedFile => ({ ...image, bytes: restyled(image.bytes, style) })),
    ...(loader === undefined ? {} : { updater: loader }),
  });
  return { ...way, files: again(way.files), instead: again(way.instead) };
}
