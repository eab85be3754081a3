import { render } from '../../base/phrase';
import { whyUnusable } from '../../board/boardRelease';
import { firmwareOf, stateText } from '../../upgrade';
import type { CommandContext } from '../commandContext';
import { EXIT_STATUS } from '../exitStatus';
import { readPort } from '../readPort';
import { unfinishedJson, unfinishedText } from '../recoveryText';
import { shown } from '../shown';

/** Reads board and modem; writes nothing. */
export async function infoCommand(
  context: CommandContext,
  options: { readonly port: string },
): Promise<number> {
  const { service, terminal } = context;
  const finding = await readPort(context, options.port);
  const { unfinished } = service.diagnose(finding, await service.unfinished());
  const board = finding.kind === 'board' ? finding.board : null;
  if (context.json) {
    context.emit({
      type: 'info',
      ...finding.modem,
      board,
      port: finding.port,
      mirror: finding.kind === 'modem',
      unfinished: unfinished.map(unfinishedJson),
    });
    return EXIT_STATUS.done;
  }
  const { ue, family, imei, bootrom } = finding.modem;
  const firmware = firmwareOf(finding.modem);
  const rows: [string, string | null][] = [
    ['Board', board ? `${board.sysname} ${board.release}` : 'in MIRROR mode'],
    ['Modem state', render(stateText(finding.modem))],
    ['Version', firmware && render(firmware)],
    ['Family', family],
    ['UE', ue],
    ['IMEI', imei],
    ['Bootrom', bootrom],
  ];
  for (const [name, value] of rows) if (value !== null) terminal.out(shown`${name.padEnd(12)} ${value}\n`);
  const unusable = board && whyUnusable(board);
  if (unusable) terminal.out(shown`${unusable.sentence} ${unusable.remedy}\n`);
  for (const entry of unfinished) terminal.out(shown`${unfinishedText(entry)}\n`);
  return EXIT_STATUS.done;
}
