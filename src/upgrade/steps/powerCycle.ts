import * as v from 'valibot';
import { phrase } from '../../base/phrase';
import type { ModemReading } from '../../modem/modemReading';
import { upgradeErrors } from '../errors';
import { nameOf } from '../inspect/readingName';
import { runsAndNamesBuild } from '../run/boardSide';
import { awaitPowerCycle } from '../run/powerCycle';
import { HARMLESS, planStep, type StepKind, type StepRun } from './step';

export interface PowerCycle {
  readonly kind: 'powerCycle';
}

const NEVER_OFF = phrase('You didn’t unplug the board. It stays in MIRROR mode until you do.');
const NOT_RECOGNISED = phrase(
  'The board was unplugged, but the extension couldn’t recognise it when it came back, because other boards have the same serial number. No other board was changed.',
);
const NOT_BACK = phrase('The board was unplugged and hasn’t come back. Plug it back in.');

export const powerCycle: StepKind<PowerCycle, []> = {
  ...HARMLESS,
  kind: 'powerCycle',
  schema: v.object({ kind: v.literal('powerCycle') }),
  phase: 'verify',
  side: 'board',
  standing: 'written',
  sends: () => null,
  image: () => null,
  describe: () =>
    planStep('power-cycle', { kind: 'powerCycle' }, 30, 'repeatable', [
      phrase('Unplug the board, then plug it back in'),
      phrase('Only that ends MIRROR mode. Then the board reads the version, too.'),
    ]),
  perform: (_action, run, signal) => cyclePower(run, signal),
};

async function cyclePower({ context, facts, board, modem }: StepRun, signal: AbortSignal): Promise<void> {
  const held = modem.detach();
  const { connection } = board;
  const before = connection.port;
  if (!held || !before) throw upgradeErrors.unexpected(new Error('no port to wait for'));
  const end = await awaitPowerCycle(held, before, context, signal);
  if (end === 'neverOff') {
    context.skip(NEVER_OFF);
    return;
  }
  if (end === 'notBack' || end === 'notRecognised') {
    facts.append({ kind: 'mirrorLeft' });
    context.skip(end === 'notBack' ? NOT_BACK : NOT_RECOGNISED);
    return;
  }
  connection.moveTo(end.path);
  const link = await connection.reach(signal);
  await board.requireOurBoard(await link.inspect(signal));
  // Only now: with a battery the board may never have been without power.
  facts.append({ kind: 'mirrorLeft' });
  // To one that is silent the board has spoken for a minute by then.
  const says = (each: ModemReading): boolean => each.state === null || runsAndNamesBuild(each);
  const reading = await connection.readModemUntil((each) => says(each) && board.isOurModem(each), signal);
  await board.requireOurModem(reading);
  if (end.path !== before.path) context.moved(end.path);
  if (reading.state !== null)
    context.notice(
      'info',
      phrase('The board is back; its modem runs {version}.', { version: nameOf(reading) }),
    );
  await board.judge(context.plan.images.length - 1, reading, signal);
}
