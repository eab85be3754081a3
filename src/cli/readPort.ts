import { type BoardFinding, type ModemFinding, upgradeErrors } from '../upgrade';
import type { CommandContext } from './commandContext';
import { shown } from './shown';
import { tellWait } from './tellWait';

export type AnsweringFinding = ModemFinding | BoardFinding;

/**
 * What answers at a port. Nothing is written.
 * @throws NOTHING_ANSWERS, and what keeps the port from being read
 */
export async function readPort(context: CommandContext, port: string): Promise<AnsweringFinding> {
  const { service, signal } = context;
  const finding = await service.inspect(port, (event) => tellWait(context, event), signal);
  for (const { sentence, remedy } of await service.interruptedRehearsals(finding))
    context.terminal.err(shown`${sentence} ${remedy}\n`);
  if (finding.kind !== 'silent') return finding;
  throw upgradeErrors.nothingAnswers(finding.port, finding.sentence, finding.remedy);
}
