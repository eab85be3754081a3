/** A unit test that fails under Wine because Wine lacks something, and would pass on Windows. */
interface WineGap {
  readonly test: string;
  readonly why: string;
}

export const WINE_GAPS: readonly WineGap[] = [
  {
    test: 'recognises the port when the user gave a link',
    why: 'Wine makes no symbolic links',
  },
  {
    test: 'a port is identified by the device that its links lead to',
    why: 'Wine makes no symbolic links',
  },
  {
    test: 'does not redirect the copy off the card',
    why: 'Wine makes no symbolic links',
  },
  {
    test: 'a link to the identical file does not count as a copy',
    why: 'Wine makes no symbolic links',
  },
  {
    test: 'lists ports with their USB data, those of Pycom first, without any system tool',
    why: 'Wine makes no symbolic links, which the test creates like Linux',
  },
  {
    test: 'a process is alive until it ends, and a new process with its number is a different one',
    why: 'Wine has no PowerShell, which reports when a process started',
  },
];

export function isWineGap(failure: string): boolean {
  return WINE_GAPS.some(({ test }) => failure.includes(test));
}
