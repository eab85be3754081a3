import { render } from '../../base/phrase';
import { upgradeErrors } from '../../upgrade/errors';
import type { BoardFinding, Finding, ModemFinding } from '../../upgrade/finding';
import type { CommandContext } from '../commandContext';
import { EXIT_STATUS } from '../exitStatus';
import { unfinishedJson, unfinishedText } from '../recoveryText';
import { json } from '../terminal';

/** Reads board and modem; writes nothing. */
export async function infoCommand(
  context: CommandContext,
  options: { readonly port: string },
): Promise<number> {
  const { service, terminal, signal } = context;
  const finding = answered(
    await service.inspect(
      options.port,
      (event) => {
        if (event.type === 'wait' && !context.json) terminal.err(`${render(event.reason)}\n`);
      },
      signal,
    ),
  );
  const { unfinished } = service.diagnose(finding, await service.unfinished());
  const board = finding.kind === 'board' ? finding.board : null;
  if (context.json) {
    json(terminal, {
      ...finding.modem,
      board,
      port: finding.port,
      mirror: finding.kind === 'modem',
      unfinished: unfinished.map(unfinishedJson),
    });
    return EXIT_STATUS.done;
  }
  const { state, ue, lr, family, imei, bootrom } = finding.modem;
  const rows: [string, string | null][] = [
    ['Board', board ? `${board.sysname} ${board.release}` : 'in MIRROR mode'],
    ['Modem state', state === null ? 'not detected' : STATE_NAMES[state]],
    ['Version', lr],
    ['Family', family],
    ['UE', ue],
    ['IMEI', imei],
    ['Bootrom', bootrom],
  ];
  for (const [name, value] of rows) if (value !== null) terminal.out(`${name.padEnd(12)} ${value}\n`);
  for (const entry of unfinished) terminal.out(`${unfinishedText(entry)}\n`);
  return EXIT_STATUS.done;
}

const STATE_NAMES = { 0: 'recovery', 1: 'mTools', 2: 'application', 4: 'updater' } as const;

export type AnsweringFinding = ModemFinding | BoardFinding;

/** @throws NOTHING_ANSWERS */
export function answered(finding: Finding): AnsweringFinding {
  if (finding.kind !== 'silent') return finding;
  throw upgradeErrors.nothingAnswers(finding.port, finding.sentence, finding.remedy);
}
