import type { ModemBehaviour } from '../../simulator/modem/behaviour';
import type { ModemConfiguration } from '../../simulator/modem/configuration';
import type { Fault } from '../../simulator/modem/fault';
import type { Alternative } from '../belief';
import { BOARD_FREE } from './ways';

export const PROTOCOL =
  'notes on the protocol, gathered from public sources of the board’s own tool and from users’ logs';
export const LOGS = 'users’ logs';

/**
 * When the board’s tool misreads a report after an image on the fly, the modem is queried for 35 minutes, because its answer
 * does not change. That is too long for a cell in real time.
 */
export const MISREAD_BY_THE_TOOL: NonNullable<Alternative['test']> = {
  file: 'test/unit/upgrade/run/toolEnd.test.ts',
  title:
    'after a report that it misreads is followed by 35 minutes of queries, and then the firmware’s start',
};

type Rest = Partial<Omit<Alternative, 'id' | 'behaviour' | 'software' | 'nature'>>;

export function modem(
  id: string,
  behaviour: string,
  software: string,
  configuration: Partial<ModemConfiguration>,
  rest: Rest = {},
): Alternative {
  return { id, behaviour, software, nature: { modem: configuration }, ...rest };
}

/** An alternative about the modem. It leaves out ways through a board, whose own tool reads these answers differently. */
export function behaves(
  id: string,
  behaviour: string,
  software: string,
  options: Partial<ModemBehaviour>,
  rest: Rest = {},
): Alternative {
  return modem(id, behaviour, software, { behaviour: options }, { ways: BOARD_FREE, ...rest });
}

export function habit(
  id: string,
  behaviour: string,
  software: string,
  when: Fault['when'],
  what: Fault['what'],
  rest: Rest = {},
): Alternative {
  return modem(id, behaviour, software, { habits: [{ when, what }] }, rest);
}

export function refused(at: string): Alternative {
  return habit(at, `refuse \`${at}\``, 'continues without it', { at }, 'error');
}
