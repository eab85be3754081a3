import {
  closeChoice,
  type MethodName,
  planSummary,
  reportedError,
  type Selection,
  upgradeErrors,
} from '../../upgrade';
import type { CommandContext } from '../commandContext';
import { EXIT_STATUS } from '../exitStatus';
import { loadFirmware, selectorFor } from '../loadFirmware';
import { closeFound } from '../../firmware/gatherFirmware';
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
  const { choice, close } = await makePlan(context, files, options);
  const plan = choice.answer;
  await close();
  if (!context.json) terminal.out(choiceText(choice));
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
  if (context.json)
    context.emit({ type: 'plan', outcome: 'allowed', ...planSummary(plan), ...choiceJson(choice) });
  else terminal.out(shown`${planText(plan)}${confirmationText(plan)}`);
  return EXIT_STATUS.done;
}

export interface MadePlan {
  readonly finding: AnsweringFinding;
  readonly choice: Selection;
  /** Closes every file of the choice. */
  readonly close: () => Promise<void>;
}

/** Files first, then the port: what can be refused offline never touches the board. */
export async function makePlan(
  context: CommandContext,
  files: readonly string[],
  options: PlanCommandOptions,
): Promise<MadePlan> {
  const { signal } = context;
  const selector = selectorFor(context, options);
  const loaded = await loadFirmware(selector, files, options, signal);
  try {
    const finding = await readPort(context, options.port);
    const { method, cleanUp = false } = options;
    const choice = await selector.plan(finding, loaded, { method, cleanUp }, signal);
    const close = async (): Promise<void> => {
      await closeChoice(loaded);
      if (choice.found !== null && loaded.kind === 'files') await closeFound(choice.found);
    };
    return { finding, choice, close };
  } catch (error) {
    await closeChoice(loaded);
    throw error;
  }
}
