import * as v from 'valibot';
import { phrase } from '../../base/phrase';
import { upgradeErrors } from '../errors';
import { boardNumber } from '../facts/whatFollows';
import { boardNamed } from '../run/boardSide';
import { isModemUnchanged, requireModemUnchanged } from '../run/modemUnchanged';
import { HARMLESS, planStep, type StepKind } from './step';

export interface OpenBoard {
  readonly kind: 'openBoard';
}

export const openBoard: StepKind<OpenBoard, []> = {
  ...HARMLESS,
  kind: 'openBoard',
  schema: v.object({ kind: v.literal('openBoard') }),
  phase: 'prepare',
  side: 'board',
  standing: 'atPrompt',
  sends: () => null,
  image: () => null,
  describe: () =>
    planStep('open-board', { kind: 'openBoard' }, 8, 'nothingWritten', [
      phrase('Connect and read the modem'),
      phrase(
        'Stops the program on the board, with a restart without boot.py and main.py if necessary, and checks that nothing changed since planning. Writes nothing.',
      ),
    ]),
  /**
   * From here on the port is held until the modem is written to: what is found now is what will be written to.
   * @throws FINDING_CHANGED when another board or another modem answers than the plan was made for
   */
  async perform(_action, { context, facts, board: side }, signal) {
    const link = await side.connection.reach(signal);
    const { finding } = context.plan;
    const board = await link.inspect(signal);
    if (finding.kind === 'board' && finding.board.sysname !== board.sysname) {
      throw upgradeErrors.findingChanged(finding.board.sysname, board.sysname);
    }
    const [then, now] = [boardNumber(facts.all), board.uniqueId];
    if (then !== null && now !== null && then !== now)
      throw upgradeErrors.findingChanged(boardNamed(then), boardNamed(now));
    facts.noteNumbers({ uniqueId: now });
    await side.silenceUserPrograms(signal);
    const reading = await side.connection.readModemUntil(
      (each) => isModemUnchanged(each, finding.modem),
      signal,
    );
    facts.append({ kind: 'modemRead', reading });
    requireModemUnchanged(reading, finding.modem);
    facts.noteNumbers({ imei: reading.imei });
  },
};
