import * as v from 'valibot';
import { phrase } from '../../base/phrase';
import { modemErrors } from '../../modem/errors';
import { UNREAD_MODEM } from '../../modem/modemReading';
import { MIRROR_RATE } from '../inspect/modemLink';
import { isWritten } from '../facts/whatFollows';
import { WAKE_TRIES } from '../run/modemSide';
import { isModemUnchanged, requireModemUnchanged } from '../run/modemUnchanged';
import { HARMLESS, planStep, type StepKind, type StepRun } from './step';

export interface Wake {
  readonly kind: 'wake';
}

/** A lost or late answer is no change of the modem: ask again. */
const READ_TRIES = 3;

export const wake: StepKind<Wake, []> = {
  ...HARMLESS,
  kind: 'wake',
  schema: v.object({ kind: v.literal('wake') }),
  phase: 'prepare',
  side: 'modem',
  standing: 'atModem',
  sends: () => null,
  image: () => null,
  describe: () =>
    planStep('wake', { kind: 'wake' }, 2, 'nothingWritten', [
      phrase('Connect to the modem'),
      phrase('Checks that nothing changed since planning. Writes nothing.'),
    ]),
  perform: (_action, run, signal) => wakeModem(run, signal),
};

/** @throws FINDING_CHANGED, MODEM_SILENT, AT_ERROR and the port's errors */
async function wakeModem({ context, facts, modem: side }: StepRun, signal: AbortSignal): Promise<void> {
  const { finding } = context.plan;
  const rate = finding.kind === 'modem' ? finding.baudRate : MIRROR_RATE;
  if (!side.isAttached) side.attach(await context.openTransport(finding.port, rate, signal));
  const { link } = side;
  // Where the board may write, it replaces the bootrom and may leave the modem in recovery, where it says nothing.
  const expected = isWritten(facts.all) ? { ...finding.modem, bootrom: null } : finding.modem;
  context.wait(phrase('Waking the modem.'), WAKE_TRIES * 1000);
  let reading = UNREAD_MODEM;
  for (let attempt = 1; attempt <= READ_TRIES; attempt++) {
    if (!(await link.wakeAtAnyRate(WAKE_TRIES, signal)))
      throw link.modem.refusesEverything ? modemErrors.refusesEverything() : modemErrors.silent(WAKE_TRIES);
    reading = await link.modem.read(signal);
    if (isModemUnchanged(reading, expected)) break;
  }
  facts.append({ kind: 'modemRead', reading });
  if (!isWritten(facts.all) || reading.state === 2) requireModemUnchanged(reading, expected);
  if (reading.state === 0) await side.speedUp(signal);
  await side.recallBlockSize(reading);
}
