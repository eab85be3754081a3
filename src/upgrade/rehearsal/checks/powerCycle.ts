import { phrase } from '../../../base/phrase';
import { awaitPowerCycle } from '../../run/powerCycle';
import type { Check } from '../check';
import { failed, notRun, proven } from '../rehearsal';

/** The board comes back under the same identity once its power was off, as it must after the upgrade. */
export const powerCycle: Check = {
  id: 'power-cycle',
  title: phrase('Unplug the board, then plug it back in'),
  isNeeded: ({ method }) => method === 'uart',
  stopsWhenFailed: true,
  perform: async (context, signal) => {
    const identity = await context.port(signal);
    const held = context.releaseModem();
    const end = await awaitPowerCycle(held, identity, { ...context.parts, ...context.voice }, signal);
    if (end === 'neverOff')
      return notRun(
        phrase('You didn’t unplug the board. It stays in MIRROR mode until you do.'),
        phrase('Unplug the board (USB and battery) for ten seconds, then plug it back in.'),
      );
    if (end === 'notRecognised')
      return failed(
        phrase('Several boards look alike, and the extension can’t tell which one is yours.'),
        phrase(
          'Disconnect the other boards, plug yours into the same USB socket as before, and repeat the rehearsal.',
        ),
      );
    if (end === 'notBack')
      return failed(
        phrase('The board was unplugged, but no board with the same identity came back.'),
        phrase(
          'Plug the board into the same USB socket as before, check which port it has now, and repeat the rehearsal.',
        ),
      );
    await context.comesBackAt(end.path);
    return proven(phrase('The board came back at {port}.', { port: end.path }));
  },
};
