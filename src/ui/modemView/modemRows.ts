import type { PortDescription } from '../../transport/ports';
import { type Plain, plain } from '../escaped';
import { ageText } from '../quantities';
import { isHealthy, type Reading } from '../reading';
import type { Speech } from '../speech';
import { modemText } from '../texts/modemTexts';
import type { BoardNames } from './boardNames';

/** A line of the view: a board, or one thing that is known of it. */
export interface ModemRow {
  readonly label: Plain;
  readonly description: Plain;
  /** Codicon. */
  readonly icon: string;
  /** Whether the modem's firmware does not run. */
  readonly care: boolean;
  /** Null for a line that is only a fact. */
  readonly board: RowBoard | null;
  readonly facts: readonly ModemRow[];
}

/** What the commands of a board's line work with. */
export interface RowBoard {
  readonly port: string;
  /** Null for a port that was never read. */
  readonly version: string | null;
  readonly imei: string | null;
  /** What the user calls it. */
  readonly name: string | null;
}

export interface KnownBoards {
  readonly readings: readonly Reading[];
  /** Ports that are connected now, as far as the system lists them. */
  readonly ports: readonly PortDescription[];
  readonly names: Pick<BoardNames, 'of'>;
}

/**
 * Every board that was read, newest first, and every Pycom shield that is connected and was not read yet.
 * @param now milliseconds since 1970
 */
export function modemRows({ readings, ports, names }: KnownBoards, speech: Speech, now: number): ModemRow[] {
  const unread = ports.filter(
    ({ path, shield }) => shield !== null && !readings.some(({ port }) => port === path),
  );
  return [
    ...readings.map((reading) => readRow(reading, names, speech, now)),
    ...unread.map((port) => unreadRow(port, names, speech)),
  ];
}

function readRow(reading: Reading, names: Pick<BoardNames, 'of'>, speech: Speech, now: number): ModemRow {
  const { port, modem, release, readAt } = reading;
  const fact = (icon: string, label: string, description: string | null): ModemRow[] =>
    description === null
      ? []
      : [
          {
            label: plain(label),
            description: plain(description),
            icon,
            care: false,
            board: null,
            facts: [],
          },
        ];
  const board = reading.board ?? speech.translate('board in MIRROR mode');
  const version = modemText(speech, modem);
  const name = names.of({ port, imei: modem.imei });
  const parts = [name === null ? null : version, modem.family, board];
  return {
    label: plain(name ?? version),
    description: plain(parts.filter((part) => part !== null).join(' · ')),
    icon: isHealthy(reading) ? 'radio-tower' : 'warning',
    care: !isHealthy(reading),
    board: { port, version, imei: modem.imei, name },
    facts: [
      ...fact('plug', speech.translate('Port'), port),
      ...fact('circuit-board', speech.translate('Board firmware'), release),
      ...fact('versions', 'UE', modem.ue),
      ...fact('device-mobile', 'IMEI', modem.imei),
      ...fact('history', speech.translate('Read'), ageText(speech, (now - readAt) / 1000)),
    ],
  };
}

function unreadRow(
  { path, shield }: PortDescription,
  names: Pick<BoardNames, 'of'>,
  speech: Speech,
): ModemRow {
  const name = names.of({ port: path, imei: null });
  return {
    label: plain(name ?? shield ?? path),
    description: plain(speech.translate('{port}, not read yet', { port: path })),
    icon: 'plug',
    care: false,
    board: { port: path, version: null, imei: null, name },
    facts: [],
  };
}
