import type { Cell, Expected } from '../faults/cell';
import type { WayName } from '../faults/wayName';

/** The subjects of beliefs, in the order of the page. */
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

/** The settings of the simulated modem, board, network or cable, or of the files, as plain data. */
export type Nature = Pick<Cell, 'modem' | 'board' | 'network' | 'wire' | 'files' | 'faults'>;

/** An alternative that does not end in an upgraded modem, and why that is right. */
export interface Ending {
  readonly ways: readonly WayName[];
  readonly expected: Expected;
  readonly because: string;
}

/** How hardware may behave instead. */
export interface Alternative {
  /** A short name. Together with the belief’s id it names the cell. */
  readonly id: string;
  readonly behaviour: string;
  /** What the software does then. */
  readonly software: string;
  /** The settings that cause it. Without settings, only its test shows it. */
  readonly nature?: Nature;
  /** The ways for which it matters; all by default. */
  readonly ways?: readonly WayName[];
  /** The expected end; upgraded by default. */
  readonly ends?: readonly Ending[];
  /** A test in addition to the cells: its file, and its title or the beginning of it. */
  readonly test?: { readonly file: string; readonly title: string };
  /** Ways with a known failure. If such a cell passes, the run fails, because this entry should be removed. */
  readonly knownFailing?: { readonly ways: readonly WayName[]; readonly because: string };
}

/** An assumption of the software that no hardware has confirmed. */
export interface Belief {
  /** A permanent name; the text may change. */
  readonly id: string;
  readonly belief: string;
  readonly source: string;
  readonly alternatives: readonly Alternative[];
}
