import type { ModemBehaviour } from '../../simulator/modem/behaviour';
import type { ModemConfiguration } from '../../simulator/modem/configuration';
import type { Fault } from '../../simulator/modem/fault';
import type { Alternative } from '../belief';
import { BOARD_FREE } from './ways';

export const PROTOCOL =
  'notes on the protocol, gathered from public sources of the board’s own tool and from users’ logs';
export const LOGS = 'users’ logs';

/**
 * What the board's tool misreads, when the image is written on the fly, costs the 35 minutes for which a modem is asked whose word is
 * the same as before: too long for a cell, which lives in real time.
 */
export const MISREAD_BY_THE_TOOL: NonNullable<Alternative['test']> = {
  file: 'test/unit/upgrade/run/toolEnd.test.ts',
  title: 'over a report that it misreads is followed by 35 minutes of asking, and by the firmware’s start',
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

/** Of what the modem believes otherwise. Ways through a board are left to its own tool, which reads these answers in its own manner. */
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
