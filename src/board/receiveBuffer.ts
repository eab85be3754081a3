import { isAtLeast, parseRelease } from './release';

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
