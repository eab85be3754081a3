import type { ModemReading } from '../../modem/modemReading';
import {
  asUpgradeError,
  dangersOf,
  isDangerous,
  type NothingToDo,
  type NothingToDoReport,
  reportNothingToDo,
  reportWithoutRun,
  upgradeErrors,
  type UpgradePlan,
  type UpgradeReport,
} from '../../upgrade';
import { accepts, START } from '../options';
import type { CommandContext } from '../commandContext';
import { cliErrors } from '../errors';
import { exitStatusOfReport } from '../exitStatus';
import { choiceText, planText } from '../planText';
import { reportText } from '../reportText';
import { unfinishedText } from '../recoveryText';
import { jsonDisplay, type RunDisplay, textDisplay } from '../runDisplay';
import { type MadePlan, makePlan, type PlanCommandOptions } from './plan';
import { shown } from '../shown';

export interface RunCommandOptions extends PlanCommandOptions {
  readonly yes?: boolean;
  /** Rules that are confirmed by their names. */
  readonly accept?: readonly string[];
}

/** Upgrades the modem. Whatever happens, the last thing said is the report. */
export async function runCommand(
  context: CommandContext,
  files: readonly string[],
  options: RunCommandOptions,
): Promise<number> {
  const { terminal } = context;
  const display = context.json ? jsonDisplay(context) : textDisplay(terminal);
  const report = await perform(context, files, options, display);
  if (!context.json) terminal.out(reportText(report));
  if (report.error) terminal.err(shown`${report.error.message}\n${report.error.remedy}\n`);
  return exitStatusOfReport(report);
}

async function perform(
  context: CommandContext,
  files: readonly string[],
  options: RunCommandOptions,
  display: RunDisplay,
): Promise<UpgradeReport | NothingToDoReport> {
  const { terminal } = context;
  let opened: MadePlan | undefined;
  let before: ModemReading | null = null;
  let begun = false;
  try {
    opened = await makePlan(context, files, options);
    const { finding, choice } = opened;
    const plan = choice.answer;
    before = finding.modem;
    const { unfinished } = context.service.diagnose(finding, await context.service.unfinished());
    if (!context.json) for (const entry of unfinished) terminal.err(shown`${unfinishedText(entry)}\n`);
    if (!context.json) terminal.out(choiceText(choice));
    if (plan.kind === 'nothingToDo') return tellNothingToDo(context, plan, finding.modem);
    if (plan.kind === 'refusal') throw upgradeErrors.refused(plan.sentence, plan.alternative);
    if (!context.json) terminal.out(planText(plan));
    const confirmed = await confirm(context, plan, options);
    begun = true;
    return await context.service.run(plan, {
      confirmed,
      signal: context.signal,
      onEvent: (event) => display.show(event),
    });
  } catch (error) {
    const report = begun ? reportOfBroken(error, before) : reportWithoutRun(asUpgradeError(error), before);
    display.show(report);
    return report;
  } finally {
    // A file that does not close is reported, and changes nothing of what was done.
    await opened?.close().catch((error: unknown) => terminal.err(shown`${String(error)}\n`));
  }
}

function tellNothingToDo(
  { json, emit }: CommandContext,
  { sentence }: NothingToDo,
  modem: ModemReading,
): NothingToDoReport {
  const report = reportNothingToDo(modem);
  // A person has read it as the answer already.
  if (!json) return report;
  emit({ type: 'notice', level: 'info', text: sentence });
  emit(report);
  return report;
}

/** A run tells its failures in its report: whatever it throws ended it at a place that nobody knows. */
function reportOfBroken(error: unknown, before: ModemReading | null): UpgradeReport {
  return {
    ...reportWithoutRun(upgradeErrors.unexpected(error), before),
    modemState: 'unknown',
    after: null,
  };
}

/**
 * Each warning is confirmed on its own, by a person, by `--accept` with its name, or by `--yes`. One that is dangerous only
 * its name confirms, which is typed or given to `--accept`.
 * @returns the rules that were confirmed
 * @throws CONFIRMATION_MISSING
 */
async function confirm(
  { terminal }: CommandContext,
  plan: UpgradePlan,
  { yes = false, accept = [] }: RunCommandOptions,
): Promise<string[]> {
  const open = plan.warnings.filter(({ rule }) => !accept.includes(rule));
  // Whoever gives --yes expects no question.
  if (yes && open.some(isDangerous)) throw cliErrors.dangerNotConfirmed(dangersOf(open));
  for (const warning of yes ? [] : open) {
    const { rule, sentence, consequence } = warning;
    const told = shown`${sentence} ${consequence}\n`;
    if (isDangerous(warning)) {
      const typed = await terminal.ask(shown`${told}This is dangerous. To continue anyway, type ${rule}: `);
      if (typed?.trim() !== rule) throw cliErrors.dangerNotConfirmed([rule]);
    } else if (!accepts(await terminal.ask(shown`${told}Continue anyway? [y/N] `))) {
      throw cliErrors.warningNotConfirmed(rule);
    }
  }
  if (!yes && !accept.includes(START) && !accepts(await terminal.ask(shown`Start? [y/N] `)))
    throw cliErrors.notStarted();
  return plan.warnings.map(({ rule }) => rule);
}
