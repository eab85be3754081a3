import type { BoardReading } from './boardReading';
import type { UpgradeError } from '../base/upgradeError';
import { boardErrors } from './errors';

/** A release of Pycom's board firmware, as `os.uname().release` names it: `1.20.2.r4`, `1.20.0.rc11`, `1.18.2`. */
export interface Release {
  readonly numbers: readonly [number, number, number];
  /** Betas come before release candidates, those before the plain number, that before its revisions. */
  readonly stage: 'b' | 'rc' | '' | 'r';
  readonly revision: number;
}

const STAGES = ['b', 'rc', '', 'r'];

/** @returns undefined for a text of another form */
export function parseRelease(text: string): Release | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)(?:\.?(rc|r|b)(\d+))?/.exec(text);
  if (!match) return undefined;
  const [, major, minor, patch, stage, revision] = match;
  return {
    numbers: [Number(major), Number(minor), Number(patch)],
    stage: (stage ?? '') as Release['stage'],
    revision: Number(revision ?? 0),
  };
}

/** Whether `text` names a release that is `least` or newer; a text of another form is not. */
export function isAtLeast(text: string, least: string): boolean {
  const left = parseRelease(text);
  const right = parseRelease(least);
  return left !== undefined && right !== undefined && compare(left, right) >= 0;
}

function compare(left: Release, right: Release): number {
  const ranks = ({ numbers, stage, revision }: Release): number[] => [
    ...numbers,
    STAGES.indexOf(stage),
    revision,
  ];
  const others = ranks(right);
  return (
    ranks(left)
      .map((rank, index) => rank - (others[index] ?? 0))
      .find((difference) => difference !== 0) ?? 0
  );
}

/** What every release has; 44 ms at 115200 baud. */
export const SMALL_RECEIVE_BUFFER_BYTES = 512;
const LARGE_RECEIVE_BUFFER_BYTES = 4096;
/** The Telnet server's; TCP holds back what does not fit. */
export const TELNET_RECEIVE_BUFFER_BYTES = 256;

/**
 * Bytes that the board's UART driver holds until a program reads them. There is no flow control: what comes beyond
 * is lost. Source: the release tags of Pycom's public firmware, `MACHUART_RX_BUFFER_LEN`.
 */
export function receiveBufferBytes(sysname: string, release: string): number {
  return hasLargeBuffer(sysname, release) ? LARGE_RECEIVE_BUFFER_BYTES : SMALL_RECEIVE_BUFFER_BYTES;
}

function hasLargeBuffer(sysname: string, release: string): boolean {
  if (isAtLeast(release, '1.20.2.r2')) return true;
  const parsed = parseRelease(release);
  if (!parsed) return false;
  const [major, minor, patch] = parsed.numbers;
  return major === 1 && minor === 18 && patch >= 1 && (sysname === 'GPy' || sysname === 'FiPy');
}

/** What a release of `sqnsupgrade`, the board's own tool, can do, and where it goes wrong. */
export interface ToolTraits {
  /** `run` takes `load_fff`, and `uart` takes arguments. Source: the tool of the firmware's tag v1.18.1.r5. */
  readonly takesArguments: boolean;
  /** How long `info()` looks for a modem that does not answer, milliseconds. Source: `detect_modem_state()` of each release. */
  readonly searchMs: number;
  /** Its question for a higher rate asks for the one that the modem in recovery has already. */
  readonly leavesRecoverySlow: boolean;
  /**
   * `uart(True)` leaves the factory's bootrom 33080 in a modem that runs the factory's firmware 33080, and says "FFH mode is not
   * necessary". Source: `upgrade_uart` and `__check_br` in the tool of the firmware's tags v1.18.2.r4 to v1.18.3 and 1.20.0.rc9
   * to rc11; before 1.2.5 it does not look, from 1.20.0.rc12 on it looks at the bootrom alone.
   */
  readonly leavesFactoryBootrom: boolean;
  /** Those before fail more often, in handshakes and signatures. Board firmware 1.18.2.r4 has the first of these. */
  readonly proven: boolean;
}

const FAULTLESS: ToolTraits = {
  takesArguments: true,
  searchMs: 67_000,
  leavesRecoverySlow: false,
  leavesFactoryBootrom: false,
  proven: true,
};
/** Up to 1.2.2 it goes through all rounds of its search five times over. */
const LONG_SEARCH_MS = 150_000;
export const TAKES_ARGUMENTS_SINCE = '1.2.0';

/** The newest first. */
const TOOL_RELEASES: readonly (ToolTraits & { readonly since: string })[] = [
  { ...FAULTLESS, since: '1.2.6' },
  { ...FAULTLESS, since: '1.2.5', leavesFactoryBootrom: true },
  { ...FAULTLESS, since: '1.2.4', proven: false },
  { ...FAULTLESS, since: '1.2.3', proven: false, leavesRecoverySlow: true },
  { ...FAULTLESS, since: TAKES_ARGUMENTS_SINCE, proven: false, searchMs: LONG_SEARCH_MS },
];
const OLDEST_TOOL: ToolTraits = {
  ...FAULTLESS,
  proven: false,
  searchMs: LONG_SEARCH_MS,
  takesArguments: false,
};
/** Board firmware whose 1.2.5 was corrected before it was frozen. */
const CORRECTED_IN = '1.20.0.rc12';

/**
 * @param version as the tool says it; empty or null where it does not, and then it is taken for the oldest
 * @param release of the board's firmware, where it matters
 */
export function toolTraits(version: string | null, release = ''): ToolTraits {
  const traits = TOOL_RELEASES.find(({ since }) => isVersionAtLeast(version ?? '', since)) ?? OLDEST_TOOL;
  return isAtLeast(release, CORRECTED_IN) ? { ...traits, leavesFactoryBootrom: false } : traits;
}

/** Whether a version of numbers and dots (`1.2.6`) is `least` or newer; one of another form is taken for old. */
export function isVersionAtLeast(version: string, least: string): boolean {
  const numbers = version.split('.').map(Number);
  if (numbers.some(Number.isNaN)) return false;
  for (const [index, wanted] of least.split('.').map(Number).entries()) {
    const difference = (numbers[index] ?? 0) - wanted;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

const WITH_MODEM = ['GPy', 'FiPy', 'G01'];
/** Pycom's boards of the same family that have no LTE modem. */
const WITHOUT_MODEM = ['WiPy', 'LoPy', 'LoPy4', 'SiPy'];
/**
 * Under any other name the board's tool takes itself for a program on a computer, and looks for a serial port there. Source: the
 * first lines of every release of it.
 */
const KNOWN_TO_TOOL = ['GPy', 'FiPy'];
/** The first release whose `sqnsupgrade` has `info()`; without it nothing can be reported about the modem, nor planned. */
const FIRST_RELEASE = '1.18.1.r3';

/** Why this board cannot upgrade a modem, and what to do first; undefined when it can. */
export function whyUnusable(board: BoardReading): UpgradeError | undefined {
  if (WITHOUT_MODEM.includes(board.sysname)) return boardErrors.withoutModem(board.sysname);
  if (!WITH_MODEM.includes(board.sysname)) return boardErrors.notPycom(board.sysname);
  if (!isAtLeast(board.release, FIRST_RELEASE)) {
    return boardErrors.firmwareTooOld(board.release, FIRST_RELEASE);
  }
  if (board.toolVersion !== null) return undefined;
  return KNOWN_TO_TOOL.some((name) => board.sysname.includes(name))
    ? boardErrors.toolMissing(board.release)
    : boardErrors.unknownToTool(board.sysname);
}

/** As `whyUnusable`, for the method that hands the port to the modem. */
export function whyNoMirrorMode(board: BoardReading): UpgradeError | undefined {
  return whyUnusable(board) ?? (board.mirrorMode ? undefined : boardErrors.mirrorModeMissing(board.release));
}
