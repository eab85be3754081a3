import type { WireOptions } from '../../simulator/inProcess';
import type { Alternative, Belief } from '../belief';

/** The bridge between USB and the board, and how a computer lists it. */
export const USB_BELIEFS: readonly Belief[] = [
  {
    id: 'bridge-pieces',
    belief: 'The bridge brings what the board sends as it comes.',
    source: 'the bridges’ data sheets: packets of 64 bytes, a latency timer of up to 16 ms',
    alternatives: [
      wire('62-bytes-16-ms', 'bring it in pieces of 62 bytes, 16 ms late', {
        fragmentBytes: 62,
        latencyMs: 16,
      }),
      wire('single-bytes', 'bring it byte by byte', { fragmentBytes: 1 }),
      wire('late', 'bring it 300 ms late', { latencyMs: 300 }),
    ],
  },
  {
    id: 'port-name',
    belief: 'A port has one name.',
    source:
      'Linux links ports by name and by place, macOS has `cu` and `tty`, Windows `COM7` and `\\\\.\\COM7`',
    alternatives: [
      shown(
        'several',
        'be called by another name than the listed one',
        'knows a port by what all its names lead to: lock, journal and recovery are the same',
        { file: 'test/unit/transport/portName.test.ts', title: 'has one name, whatever it is called by' },
      ),
    ],
  },
  {
    id: 'serial-number',
    belief: 'A USB serial number is one shield’s own.',
    source: 'CP2102 bridges, which all have the number 0001',
    alternatives: [
      shown(
        'shared',
        'be `0001`, or shared by two boards',
        'knows the board by its modem’s number, its module’s own, or its place on the USB bus, and asks where none decides',
        {
          file: 'test/scenario/twoBoards.test.ts',
          title: 'of two boards with one serial number, the modem of the upgraded one is read',
        },
      ),
      shown('none', 'be missing', 'goes by the place on the USB bus', {
        file: 'test/unit/transport/usbIdentity.test.ts',
        title: 'the serial number %j, which many devices have, identifies nothing',
      }),
      shown(
        'another-board',
        'come back with another board in the same socket',
        'calls nothing a success that another board says, and keeps the record',
        {
          file: 'test/scenario/twoBoards.test.ts',
          title: 'another board in the socket of the upgraded one is no success; the record stays',
        },
      ),
    ],
  },
  {
    id: 'port-free',
    belief: 'Nothing else opens the port of a board that is plugged in.',
    source: 'ModemManager, brltty and gpsd, which open new ports automatically',
    alternatives: [
      shown(
        'grabbed',
        'be held by ModemManager, brltty, gpsd or another program',
        'names the program, and the command that stops it; it sends nothing',
        {
          file: 'test/unit/transport/serialOpening.isolated.test.ts',
          title: "['linux', 'ModemManager', 'sudo systemctl stop ModemManager']",
        },
      ),
      shown(
        'nobody-tells',
        'be in use, and the system does not say which program uses it',
        'says that it is in use',
        {
          file: 'test/unit/transport/portHolder.test.ts',
          title: 'macOS without lsof: nobody can tell',
        },
      ),
    ],
  },
  {
    id: 'ports-listed',
    belief: 'The system’s own tools list the ports.',
    source: 'a flatpak has no `udevadm`, a container no `/sys`',
    alternatives: [
      shown('without-tools', 'be without them', 'reads `/sys` itself, and says when it cannot tell', {
        file: 'test/unit/transport/linuxPorts.test.ts',
        title: 'without /sys only device files are listed, and the list says so',
      }),
    ],
  },
];

/** How a computer lists the port. No simulator has this. */
function shown(
  id: string,
  behaviour: string,
  software: string,
  test: NonNullable<Alternative['test']>,
): Alternative {
  return { id, behaviour, software, test };
}

function wire(id: string, behaviour: string, options: Partial<WireOptions>): Alternative {
  return {
    id,
    behaviour,
    software: 'puts the pieces together, and waits for longer than that',
    nature: { wire: options },
  };
}
