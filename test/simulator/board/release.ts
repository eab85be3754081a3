/** The features of a board firmware release that matter to a host. */
export interface ReleaseFacts {
  /** Version of the frozen `sqnsupgrade` module; `null` if the release has none. */
  readonly toolVersion: string | null;
  /** Receive buffer of a UART, in bytes. Source: MACHUART_RX_BUFFER_LEN in the firmware's machuart.c. */
  readonly receiveBufferBytes: number;
  /** `sqnsupgrade.info` came with 1.18.1.r3. */
  readonly hasInfo: boolean;
  /** `LTE.modem_upgrade_mode`, which switches to MIRROR mode. */
  readonly hasMirrorMode: boolean;
  /** `uzlib` came with 1.19. */
  readonly hasUzlib: boolean;
  /**
   * MicroPython’s VFS came with 1.19: `os.umount`, `os.fsformat` and `os.mkfat` replaced `os.unmount` and `os.mkfs`.
   * Source: the firmware's moduos.c by tag.
   */
  readonly hasVfs: boolean;
  /** Second part of `os.uname().version`. */
  readonly build: string;
}

const SMALL_BUFFER_BYTES = 512;
const LARGE_BUFFER_BYTES = 4096;

/** `1.20.2.r4` as comparable numbers. Betas and candidates come before revision 0, which has no number in the name. */
function parts(release: string): [major: number, minor: number, patch: number, revision: number] {
  const match = /^(\d+)\.(\d+)\.(\d+)(?:\.(rc|r|b)?(\d+))?/.exec(release);
  if (!match) throw new Error(`not a release: ${release}`);
  const number = Number(match[5] ?? 0);
  const stage = { b: -2000, rc: -1000 }[match[4] ?? ''] ?? 0;
  return [Number(match[1]), Number(match[2]), Number(match[3]), stage + number];
}

function atLeast(release: string, than: string): boolean {
  const left = parts(release);
  const right = parts(than);
  for (const [index, value] of left.entries()) {
    const other = right[index] ?? 0;
    if (value !== other) return value > other;
  }
  return true;
}

function receiveBufferBytes(release: string, sysname: string): number {
  if (atLeast(release, '1.20.2.r2')) return LARGE_BUFFER_BYTES;
  const large118 = atLeast(release, '1.18.1') && !atLeast(release, '1.19.0.b1');
  return large118 && (sysname === 'GPy' || sysname === 'FiPy') ? LARGE_BUFFER_BYTES : SMALL_BUFFER_BYTES;
}

/**
 * The frozen `sqnsupgrade` versions, each with its first release; 1.19 had none. Versions before 1.2.0 do not report
 * theirs. The library’s 1.2.7 is in no release. Source: the firmware’s tags.
 */
const TOOLS: readonly (readonly [since: string, version: string | null])[] = [
  ['1.20.0.rc13', '1.2.6'],
  ['1.20.0.rc9', '1.2.5'],
  ['1.20.0.rc8', '1.2.3'],
  ['1.20.0.rc7', '1.2.2'],
  ['1.20.0.rc0', '1.1'],
  ['1.19.0.b1', null],
  ['1.18.2.r4', '1.2.5'],
  ['1.18.2.r2', '1.2.3'],
  ['1.18.2', '1.2.2'],
  ['1.18.1.r5', '1.2.0'],
  ['1.18.1', '1.1'],
];

function toolVersion(release: string): string | null {
  return TOOLS.find(([since]) => atLeast(release, since))?.[1] ?? null;
}

/** The features by release (`1.18.0` to `1.20.2.r6`) and board. */
export function releaseFacts(release: string, sysname: string): ReleaseFacts {
  const hasModem = sysname === 'GPy' || sysname === 'FiPy' || sysname === 'G01';
  return {
    toolVersion: hasModem ? toolVersion(release) : null,
    receiveBufferBytes: receiveBufferBytes(release, sysname),
    hasInfo: atLeast(release, '1.18.1.r3'),
    hasMirrorMode: hasModem && atLeast(release, '1.18.1'),
    hasUzlib: atLeast(release, '1.19.0.b1'),
    hasVfs: atLeast(release, '1.19.0.b1'),
    build: atLeast(release, '1.20.1') ? 'v1.11-ffb0e1c on 2021-01-12' : 'v1.8.6-849-df9f237 on 2018-05-14',
  };
}
