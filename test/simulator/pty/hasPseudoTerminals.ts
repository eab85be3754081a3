/**
 * Whether this system's pseudo-terminals can stand for a serial port. Linux's take every rate. Windows has none, and macOS' refuse a
 * rate beyond the standard ones (`ioctl(IOSSIOSPEED)`: ENOTTY), such as the 921600 baud of MIRROR mode.
 */
export const hasPseudoTerminals = process.platform === 'linux';
