import { render } from '../../base/phrase';
import { upgradeErrors } from '../../upgrade/errors';
import type { MethodName, Refusal, UpgradePlan } from '../../upgrade/plan';
import { reportedError } from '../../upgrade/report';
import type { FirmwareSet } from '../../upgrade/upgradeService';
import type { CommandContext } from '../commandContext';
import { EXIT_STATUS } from '../exitStatus';
import { closeFirmware, loadFirmware } from '../loadFirmware';
import { json } from '../terminal';
import { planText } from '../planText';
import { type AnsweringFinding, answered } from './info';

export interface PlanCommandOptions {
  readonly port: string;
  readonly method: MethodName | 'auto';
  readonly updater?: string;
}

/** Says what would be done, or why it is refused; writes nothing. */
export async function planCommand(
  context: CommandContext,
  files: readonly string[],
  options: PlanCommandOptions,
): Promise<number> {
  const { terminal } = context;
  const { plan, firmware } = await makePlan(context, files, options);
  await closeFirmware(firmware);
  if (plan.kind === 'refusal') {
    const error = upgradeErrors.refused(plan.sentence, plan.alternative);
    if (context.json)
      json(terminal, { type: 'plan', outcome: 'refused', rule: plan.rule, error: reportedError(error) });
    terminal.err(`${render(plan.sentence)}\n${render(plan.alternative)}\n`);
    return EXIT_STATUS.refused;
  }
  if (context.json) json(terminal, { type: 'plan', outcome: 'allowed', ...plan });
  else terminal.out(planText(plan));
  return EXIT_STATUS.done;
}

/** Files first, then the port: what can be refused offline never touches the board. */
export async function makePlan(
  context: CommandContext,
  files: readonly string[],
  options: PlanCommandOptions,
): Promise<{
  readonly finding: AnsweringFinding;
  readonly plan: UpgradePlan | Refusal;
  readonly firmware: FirmwareSet;
}> {
  const { service, signal } = context;
  const firmware = await loadFirmware(service, files, options.updater);
  const finding = answered(await service.inspect(options.port, () => undefined, signal));
  return { finding, plan: service.plan(finding, firmware, { method: options.method }), firmware };
}
