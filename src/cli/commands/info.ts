import type { CommandContext } from '../commandContext';
import { EXIT_STATUS } from '../exitStatus';
import { readPort } from '../readPort';
import { unfinishedJson, unfinishedText } from '../recoveryText';

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
