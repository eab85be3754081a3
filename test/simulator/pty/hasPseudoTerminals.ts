/**
 * Whether this system’s pseudo-terminals can replace a serial port. Linux supports every rate. Windows has none, and macOS refuses a
 * rate beyond the standard ones (`ioctl(IOSSIOSPEED)`: ENOTTY), such as the 921600 baud of MIRROR mode.
 */
export const hasPseudoTerminals = process.platform === 'linux';
