import { phrase } from '../base/phrase';
import { reasonOf } from '../base/thrown';
import { UpgradeError } from '../base/upgradeError';
import type { PortGrabber } from './portGrabbers';
import type { PortProgram } from './portHolder';

const CLOSE_PROGRAMS = phrase(
  'Close the terminal, serial monitor or Pymakr connection that uses it, in other windows too.',
);

export const transportErrors = {
  notFound: (path: string, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_NOT_FOUND',
      exposure: 'badInput',
      sentence: phrase('There is no port {path}.', { path }),
      remedy: phrase('Connect the board, or choose another port.'),
      cause,
    }),
  /** A program runs that makes such ports vanish. */
  notFoundPerhapsRemoved: (path: string, { name, stop }: PortGrabber, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_NOT_FOUND',
      exposure: 'badInput',
      sentence: phrase(
        'There is no port {path}. {program} runs here, which takes some USB bridges for Braille displays: their ports vanish right after they are plugged in.',
        { path, program: name },
      ),
      remedy: phrase(
        'Connect the board, or choose another port. If the port vanishes: stop the program with "{command}", unplug the board and plug it in again.',
        { command: stop },
      ),
      cause,
    }),
  busy: (path: string, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_BUSY',
      exposure: 'badInput',
      sentence: phrase('Another program holds the port {path}.', { path }),
      remedy: CLOSE_PROGRAMS,
      cause,
    }),
  /** Nobody who could be seen holds it, and there are those who may. */
  busyPerhapsWith: (path: string, { name, stop }: PortGrabber, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_BUSY',
      exposure: 'badInput',
      sentence: phrase(
        'Another program holds the port {path}. It may be {program}, which runs here and opens new serial ports by itself.',
        { path, program: name },
      ),
      remedy: phrase(
        'Stop it with "{command}", unplug the board, plug it in again and try once more. If that does not help: {close}',
        { command: stop, close: CLOSE_PROGRAMS },
      ),
      cause,
    }),
  busyWith: (path: string, { name, pid }: PortProgram, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_BUSY',
      exposure: 'badInput',
      sentence: phrase('The program {program} (process {pid}) holds the port {path}.', {
        program: name,
        pid,
        path,
      }),
      remedy: phrase('Close the port or the program, and try again.'),
      cause,
    }),
  /** @param group which may open it; null where that is nobody's but root's, or cannot be read */
  noPermission: (path: string, group: string | null, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_NO_PERMISSION',
      exposure: 'badInput',
      sentence: phrase('You are not allowed to open the port {path}.', { path }),
      remedy:
        group === null
          ? phrase(
              'Give yourself access to the port. On Linux a group owns it, which "ls -l {path}" shows ("dialout" or "uucp"); where that is "root", a udev rule is missing.',
              { path },
            )
          : phrase(
              'Add yourself to the group that owns it ("sudo usermod -aG {group} $USER"), then log out and in.',
              { group },
            ),
      cause,
    }),
  openFailed: (path: string, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_OPEN_FAILED',
      exposure: 'badInput',
      sentence: phrase('The port {path} could not be opened: {reason}.', { path, reason: reasonOf(cause) }),
      remedy: phrase('Check that it is a serial port, unplug the board, plug it in again and try once more.'),
      cause,
    }),
  unplugged: (path: string, cause?: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_UNPLUGGED',
      sentence: phrase('The port {path} went away: the cable was pulled or the board lost power.', { path }),
      remedy: phrase('Connect the board again and give it stable power.'),
      cause,
    }),
  addressInvalid: (path: string): UpgradeError =>
    new UpgradeError({
      code: 'PORT_ADDRESS_INVALID',
      exposure: 'badInput',
      sentence: phrase('{path} is not the address of a board.', { path }),
      remedy: phrase('Write it like telnet://micro:python@192.168.4.1'),
    }),
  unreachable: (path: string, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'NETWORK_UNREACHABLE',
      exposure: 'badInput',
      sentence: phrase('The board at {path} cannot be reached: {reason}.', { path, reason: reasonOf(cause) }),
      remedy: phrase(
        'Join the board’s Wi-Fi (gpy-wlan-… or fipy-wlan-…, password www.pycom.io) or check its address in your network; newer firmware switches Wi-Fi on only after pycom.wifi_on_boot(True).',
      ),
      cause,
    }),
  loginRefused: (path: string): UpgradeError =>
    new UpgradeError({
      code: 'LOGIN_REFUSED',
      exposure: 'badInput',
      sentence: phrase('The board at {path} does not accept this user and password.', { path }),
      remedy: phrase(
        'Give the login that was set with network.Server(login=…); from the factory it is micro and python.',
      ),
    }),
  taken: (path: string, cause?: unknown): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_TAKEN',
      exposure: 'badInput',
      sentence: phrase(
        'The board at {path} takes no new connection: it serves one client at a time, or its Telnet server is off.',
        { path },
      ),
      remedy: phrase(
        'Close the other connection to it (a lost one ends by itself after 5 minutes), check the address, or restart the board; then try again.',
      ),
      cause,
    }),
  connectionLost: (path: string, cause?: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_UNPLUGGED',
      sentence: phrase('The connection to {path} was lost.', { path }),
      remedy: phrase('Check that the board has power and that you are still in its network.'),
      cause,
    }),
  writeStalled: (path: string, seconds: number): UpgradeError =>
    new UpgradeError({
      code: 'PORT_WRITE_STALLED',
      sentence: phrase('The port {path} took no bytes for {seconds} s.', { path, seconds }),
      remedy: phrase('Unplug the board, plug it in again and try once more.'),
    }),
  moduleMissing: (cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'SERIAL_MODULE_MISSING',
      exposure: 'badInput',
      sentence: phrase('The serial port module does not load on this computer: {reason}.', {
        reason: reasonOf(cause),
      }),
      remedy: phrase(
        'Install the package made for your platform; the methods that need no serial port still work.',
      ),
      cause,
    }),
};
