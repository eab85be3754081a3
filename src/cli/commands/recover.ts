import type { UpgradeError } from '../../base/upgradeError';
import {
  asUpgradeError,
  type Condition,
  type Diagnosis,
  type Finding,
  type Repair,
  upgradeErrors,
  type UpgradeEvent,
} from '../../upgrade';
import { accepts } from '../options';
import type { CommandContext } from '../commandContext';
import { cliErrors } from '../errors';
import { EXIT_STATUS } from '../exitStatus';
import type { FileOptions } from '../loadFirmware';
import { diagnosisJson, diagnosisText, repairText } from '../recoveryText';
import { tellWait } from '../tellWait';
import { runCommand } from './run';
import { shown } from '../shown';

export interface RecoverCommandOptions extends FileOptions {
  readonly port: string;
  readonly yes?: boolean;
  readonly accept?: readonly string[];
  /** One repair to be done, by its name. */
  readonly repair?: string;
}

interface Looked {
  readonly finding: Finding;
  readonly diagnosis: Diagnosis;
}

interface Repaired extends Looked {
  /** Why it was not done, where the board has changed since it was looked at. */
  readonly outdated: UpgradeError | undefined;
}

/**
 * Says what state the modem is in and the way out of it. With files, and a modem that waits for them, it upgrades;
 * else it offers the repairs one by one. Nothing is done that was not agreed to.
 */
export async function recoverCommand(
  context: CommandContext,
  files: readonly string[],
  options: RecoverCommandOptions,
): Promise<number> {
  let looked = await look(context, options.port);
  tell(context, looked.diagnosis);
  if (options.repair !== undefined) {
    const repair = looked.diagnosis.repairs.find(({ id }) => id === options.repair);
    if (repair === undefined) throw upgradeErrors.repairUnknown(options.repair);
    // Naming it is agreeing to it, unless something is lost by it.
    const agreed = repair.risk !== 'drastic' || options.yes === true || (await agrees(context, repair));
    if (!agreed) throw cliErrors.repairNotConfirmed(repair.id);
    const { outdated, ...after } = await repaired(context, repair, looked.finding, options.port);
    looked = after;
    tell(context, looked.diagnosis);
    // A script must not take what was not done for done.
    if (outdated !== undefined) throw outdated;
  } else if (!wantsFiles(looked.diagnosis) || files.length === 0) {
    looked = await repairOneByOne(context, looked, options.port);
  }
  if (files.length > 0 && wantsFiles(looked.diagnosis))
    return runCommand(context, files, { ...options, method: 'auto', cleanUp: false });
  return STATUS[looked.diagnosis.condition];
}

/** Scripts see by it whether something is left to be done. */
const STATUS: Readonly<Record<Condition, number>> = {
  works: EXIT_STATUS.done,
  mTools: EXIT_STATUS.failed,
  updater: EXIT_STATUS.failed,
  applying: EXIT_STATUS.failed,
  recovery: EXIT_STATUS.failed,
  modemRefuses: EXIT_STATUS.failed,
  boardUnusable: EXIT_STATUS.failed,
  nothingAnswers: EXIT_STATUS.failed,
  modemSilent: EXIT_STATUS.unknown,
};

function wantsFiles({ condition, unfinished }: Diagnosis): boolean {
  return (
    condition === 'updater' ||
    condition === 'recovery' ||
    condition === 'mTools' ||
    (condition === 'works' && unfinished.length > 0)
  );
}

async function look(context: CommandContext, port: string): Promise<Looked> {
  const { service, signal } = context;
  const finding = await service.inspect(port, (event) => tellWait(context, event), signal);
  for (const { sentence, remedy } of await service.interruptedRehearsals(finding))
    context.terminal.err(shown`${sentence} ${remedy}\n`);
  const diagnosis = service.diagnose(finding, await service.unfinished());
  for (const { id } of diagnosis.over) await service.forget(id);
  return { finding, diagnosis };
}

function tell(context: CommandContext, diagnosis: Diagnosis): void {
  if (context.json) context.emit({ type: 'diagnosis', ...diagnosisJson(diagnosis) });
  else context.terminal.out(diagnosisText(diagnosis));
}

/** Ends when the modem's state or the board has changed, when nobody answers, or at the end of the list. */
async function repairOneByOne(context: CommandContext, looked: Looked, port: string): Promise<Looked> {
  const { condition, repairs } = looked.diagnosis;
  if (condition === 'works' || context.json || !context.terminal.interactive) return looked;
  let now = looked;
  for (const repair of repairs) {
    if (!(await agrees(context, repair))) continue;
    const { outdated, ...after } = await repaired(context, repair, now.finding, port);
    now = after;
    if (outdated === undefined && now.diagnosis.condition === condition) continue;
    tell(context, now.diagnosis);
    return now;
  }
  return now;
}

async function agrees({ terminal }: CommandContext, repair: Repair): Promise<boolean> {
  terminal.out(shown`${repairText(repair)}\n`);
  if (repair.risk === 'drastic')
    return (await terminal.ask(shown`Type ${repair.id} to confirm: `))?.trim() === repair.id;
  const question =
    repair.by.kind === 'person' ? shown`Have you done it? [y/N] ` : shown`Run this step? [y/N] `;
  return accepts(await terminal.ask(question));
}

async function repaired(
  context: CommandContext,
  repair: Repair,
  finding: Finding,
  port: string,
): Promise<Repaired> {
  const { service, signal, terminal } = context;
  let outdated: UpgradeError | undefined;
  if (repair.by.kind !== 'person') {
    const options = {
      confirmed: repair.id,
      signal,
      onEvent: (event: UpgradeEvent) => tellWait(context, event),
    };
    await service.repair(repair, finding, options).catch((error: unknown) => {
      // One that fails is no reason not to look, and to go on with the next.
      const failure = asUpgradeError(error);
      if (failure.code === 'CANCELLED') throw failure;
      if (failure.code === 'REPAIR_OUTDATED') outdated = failure;
      terminal.err(shown`${failure.sentence}\n`);
    });
  }
  return { ...(await look(context, port)), outdated };
}
