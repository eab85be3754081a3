import type { Cell, Expected } from '../faults/cell';
import type { WayName } from '../faults/wayName';

/** The parts of the world that beliefs are about, in the order of the page. */
export const SUBJECTS = [
  'modem',
  'bootloader',
  'container',
  'board',
  'tool',
  'REPL',
  'MIRROR mode',
  'FTP',
  'Telnet',
  'USB',
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** What the simulated modem, board, network or cable is set to, or how the files are made: plain data. */
export type Nature = Pick<Cell, 'modem' | 'board' | 'network' | 'wire' | 'files' | 'faults'>;

/** Where an alternative ends otherwise than in an upgraded modem, and why that is right. */
export interface Ending {
  readonly ways: readonly WayName[];
  readonly expected: Expected;
  readonly because: string;
}

/** How hardware may behave instead. */
export interface Alternative {
  /** Short; with the belief's it names the cell. */
  readonly id: string;
  readonly behaviour: string;
  /** What the software does under it. */
  readonly software: string;
  /** What brings it about; one that has none is shown by its test alone. */
  readonly nature?: Nature;
  /** Where it can matter; every way, unless given. */
  readonly ways?: readonly WayName[];
  /** Upgraded, unless given. */
  readonly ends?: readonly Ending[];
  /** A test besides the cells: its file, and its title or the beginning of it. */
  readonly test?: { readonly file: string; readonly title: string };
  /** Ways in which the software fails so far. A cell that passes nevertheless fails the run: the marker is to be removed. */
  readonly knownFailing?: { readonly ways: readonly WayName[]; readonly because: string };
}

/** Something the software was written for and that no hardware has confirmed. */
export interface Belief {
  /** Names it for good; the words may change. */
  readonly id: string;
  readonly belief: string;
  readonly source: string;
  readonly alternatives: readonly Alternative[];
}
