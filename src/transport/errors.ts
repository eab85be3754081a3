import { phrase } from '../base/phrase';
import { errorMessage } from '../base/thrown';
import { UpgradeError } from '../base/upgradeError';
import type { PortGrabber } from './portGrabbers';
import type { PortProgram } from './portHolder';

const CLOSE_PROGRAMS = phrase(
  'Close the terminal, serial monitor or Pymakr connection that uses it. Check other windows too.',
);

export const transportErrors = {
  notFound: (path: string, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_NOT_FOUND',
      category: 'badInput',
      sentence: phrase('There is no port {path}.', { path }),
      remedy: phrase('Connect the board, or choose another port.'),
      cause,
    }),
  /** A program runs that makes such ports vanish. */
  notFoundPerhapsRemoved: (path: string, { name, stop }: PortGrabber, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_NOT_FOUND',
      category: 'badInput',
      sentence: phrase(
        'There is no port {path}. {program} is running, and it mistakes some USB bridges for Braille displays. Their ports disappear right after you plug them in.',
        { path, program: name },
      ),
      remedy: phrase(
        'Connect the board, or choose another port. If the port disappears: stop the program with "{command}", unplug the board, and plug it back in.',
        { command: stop },
      ),
      cause,
    }),
  busy: (path: string, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_BUSY',
      category: 'badInput',
      sentence: phrase('Another program is using the port {path}.', { path }),
      remedy: CLOSE_PROGRAMS,
      cause,
    }),
  /** Nobody who could be seen holds it, and there are those who may. */
  busyPerhapsWith: (path: string, { name, stop }: PortGrabber, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_BUSY',
      category: 'badInput',
      sentence: phrase(
        'Another program is using the port {path}. It may be {program}, which is running and opens new serial ports automatically.',
        { path, program: name },
      ),
      remedy: phrase(
        'Stop it with "{command}", unplug the board, plug it back in, and try again. If that doesn’t help: {close}',
        { command: stop, close: CLOSE_PROGRAMS },
      ),
      cause,
    }),
  busyWith: (path: string, { name, pid }: PortProgram, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_BUSY',
      category: 'badInput',
      sentence: phrase('The program {program} (process {pid}) is using the port {path}.', {
        program: name,
        pid,
        path,
      }),
      remedy: phrase('Close that program or its connection, and try again.'),
      cause,
    }),
  /** @param group which may open it; null where that is nobody's but root's, or cannot be read */
  noPermission: (path: string, group: string | null, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_NO_PERMISSION',
      category: 'badInput',
      sentence: phrase('You don’t have permission to open the port {path}.', { path }),
      remedy:
        group === null
          ? phrase(
              'Give yourself access to the port. On Linux, "ls -l {path}" shows which group owns it ("dialout" or "uucp"). If it shows "root", a udev rule is missing.',
              { path },
            )
          : phrase(
              'Add yourself to the group that owns it ("sudo usermod -aG {group} $USER"), then log out and back in.',
              { group },
            ),
      cause,
    }),
  openFailed: (path: string, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_OPEN_FAILED',
      category: 'badInput',
      sentence: phrase('The port {path} couldn’t be opened: {reason}.', {
        path,
        reason: errorMessage(cause),
      }),
      remedy: phrase('Check that it is a serial port, unplug the board, plug it back in, and try again.'),
      cause,
    }),
  unplugged: (path: string, cause?: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_UNPLUGGED',
      sentence: phrase('The port {path} disappeared: the cable was unplugged or the board lost power.', {
        path,
      }),
      remedy: phrase('Reconnect the board and give it stable power.'),
      cause,
    }),
  addressInvalid: (path: string): UpgradeError =>
    new UpgradeError({
      code: 'PORT_ADDRESS_INVALID',
      category: 'badInput',
      sentence: phrase('{path} isn’t a valid board address.', { path }),
      remedy: phrase('Use this form: telnet://micro:python@192.168.4.1'),
    }),
  unreachable: (path: string, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'NETWORK_UNREACHABLE',
      category: 'badInput',
      sentence: phrase('The board at {path} can’t be reached: {reason}.', {
        path,
        reason: errorMessage(cause),
      }),
      remedy: phrase(
        'Join the board’s Wi-Fi (gpy-wlan-… or fipy-wlan-…, password www.pycom.io) or check its address in your network. Newer firmware turns Wi-Fi on only after pycom.wifi_on_boot(True).',
      ),
      cause,
    }),
  loginRefused: (path: string): UpgradeError =>
    new UpgradeError({
      code: 'LOGIN_REFUSED',
      category: 'badInput',
      sentence: phrase('The board at {path} rejected this user name and password.', { path }),
      remedy: phrase(
        'Enter the login you set with network.Server(login=…). The factory default is micro and python.',
      ),
    }),
  taken: (path: string, cause?: unknown): UpgradeError =>
    new UpgradeError({
      code: 'BOARD_TAKEN',
      category: 'badInput',
      sentence: phrase(
        'The board at {path} accepts no new connection: it serves one client at a time, or its Telnet server is off.',
        { path },
      ),
      remedy: phrase(
        'Close the other connection to the board (a lost one ends after 5 minutes), check the address, or restart the board. Then try again.',
      ),
      cause,
    }),
  connectionLost: (path: string, cause?: unknown): UpgradeError =>
    new UpgradeError({
      code: 'PORT_UNPLUGGED',
      sentence: phrase('The connection to {path} was lost.', { path }),
      remedy: phrase('Check that the board has power and that you’re still on its network.'),
      cause,
    }),
  writeStalled: (path: string, seconds: number): UpgradeError =>
    new UpgradeError({
      code: 'PORT_WRITE_STALLED',
      sentence: phrase('The port {path} accepted no data for {seconds} s.', { path, seconds }),
      remedy: phrase('Unplug the board, plug it back in, and try again.'),
    }),
  moduleMissing: (cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'SERIAL_MODULE_MISSING',
      category: 'badInput',
      sentence: phrase('The serial port module can’t be loaded on this computer: {reason}.', {
        reason: errorMessage(cause),
      }),
      remedy: phrase('Install the package for your platform. Methods that need no serial port still work.'),
      cause,
    }),
};
