import { type MethodName, type Recommendation, reportedError, upgradeErrors } from '../../upgrade';
import type { CommandContext } from '../commandContext';
import { EXIT_STATUS } from '../exitStatus';
import { closeLoaded, gatherNeighbours, type LoadedFirmware, loadFirmware } from '../loadFirmware';
import { type AnsweringFinding, readPort } from '../readPort';
import { choiceJson, choiceText, confirmationText, planText } from '../planText';
import { shown } from '../shown';

export interface PlanCommandOptions {
  readonly port: string;
  readonly method: MethodName | 'auto';
  /** Removes what was copied to the board, once the modem is upgraded. */
  readonly cleanUp?: boolean;
  readonly updater?: string;
  readonly password?: string;
}

/** Says what would be done, or why it is refused; writes nothing. */
export async function planCommand(
  context: CommandContext,
  files: readonly string[],
  options: PlanCommandOptions,
): Promise<number> {
  const { terminal } = context;
  const { choice, loaded } = await makePlan(context, files, options);
  const plan = choice.answer;
  await closeLoaded(loaded);
  if (!context.json) terminal.out(choiceText(choice, loaded));
  if (plan.kind === 'refusal') {
    const error = upgradeErrors.refused(plan.sentence, plan.alternative);
    if (context.json)
      context.emit({
        type: 'plan',
        outcome: 'refused',
        rule: plan.rule,
        error: reportedError(error),
        ...choiceJson(choice),
      });
    terminal.err(shown`${plan.sentence}\n${plan.alternative}\n`);
    return EXIT_STATUS.refused;
  }
  if (plan.kind === 'nothingToDo') {
    if (context.json) context.emit({ type: 'plan', outcome: 'nothingToDo', ...plan, ...choiceJson(choice) });
    return EXIT_STATUS.done;
  }
  if (context.json) context.emit({ type: 'plan', outcome: 'allowed', ...plan, ...choiceJson(choice) });
  else terminal.out(shown`${planText(plan)}${confirmationText(plan)}`);
  return EXIT_STATUS.done;
}

/** Files first, then the port: what can be refused offline never touches the board. */
export async function makePlan(
  context: CommandContext,
  files: readonly string[],
  options: PlanCommandOptions,
): Promise<{
  readonly finding: AnsweringFinding;
  readonly choice: Recommendation;
  readonly loaded: LoadedFirmware;
}> {
  const { service } = context;
  let loaded = await loadFirmware(context, files, options);
  try {
    const finding = await readPort(context, options.port);
    const { method, cleanUp = false } = options;
    const { secondHalfDue } = service.diagnose(finding, await service.unfinished());
    const planOptions = { method, cleanUp, secondHalfDue };
    if (loaded.kind === 'found')
      return { finding, loaded, choice: service.recommend(finding, loaded.found, planOptions) };
    const alone = service.planChosen(finding, loaded.firmware, { images: [], updaters: [] }, planOptions);
    if (alone.answer.kind === 'plan') return { finding, loaded, choice: alone };
    const nearby = await gatherNeighbours(context, loaded.folder);
    loaded = { ...loaded, found: nearby };
    return { finding, loaded, choice: service.planChosen(finding, loaded.firmware, nearby, planOptions) };
  } catch (error) {
    await closeLoaded(loaded);
    throw error;
  }
}
