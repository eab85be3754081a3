/** A unit test that fails under Wine for what Wine lacks, and would pass on Windows. */
interface WineGap {
  readonly test: string;
  readonly why: string;
}

export const WINE_GAPS: readonly WineGap[] = [
  {
    test: 'knows the port by its own name where the user gave a link',
    why: 'Wine makes no symbolic links',
  },
  {
    test: 'a port is known by the device that its links lead to',
    why: 'Wine makes no symbolic links',
  },
  {
    test: 'does not lead a byte out of the card',
    why: 'Wine makes no symbolic links',
  },
  {
    test: 'a link to the identical file is not taken for it',
    why: 'Wine makes no symbolic links',
  },
  {
    test: 'ports are listed with what is behind them, those of Pycom first, and without any tool of the system',
    why: 'Wine makes no symbolic links, which the test lays out as Linux has them',
  },
  {
    test: 'a process is alive until it ends; another one of its number is another one',
    why: 'Wine has no PowerShell, which tells when a process started',
  },
];

export function isWineGap(failure: string): boolean {
  return WINE_GAPS.some(({ test }) => failure.includes(test));
}
