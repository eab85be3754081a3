import { writeFile } from 'node:fs/promises';
import {
  needsHand,
  type RehearsalReport,
  type RehearsalRequest,
  sharedReport,
  sharedReportMarkdown,
  usualMethod,
} from '../../upgrade';
import { accepts } from '../options';
import type { CommandContext } from '../commandContext';
import { cliErrors } from '../errors';
import { requireReplaceable } from '../ownFile';
import { exitStatusOfRehearsal } from '../exitStatus';
import { readPort } from '../readPort';
import { jsonRehearsal, rehearsalText, textRehearsal } from '../rehearsalDisplay';
import { shown } from '../shown';
import { makePlan, type PlanCommandOptions } from './plan';

export interface RehearseCommandOptions extends PlanCommandOptions {
  /** File that the report to share goes to: JSON for a name that ends so, else Markdown. */
  readonly report?: string;
  readonly yes?: boolean;
}

/** Proves on the user's board what an upgrade needs; writes nothing to the modem. */
export async function rehearseCommand(
  context: CommandContext,
  files: readonly string[],
  options: RehearseCommandOptions,
): Promise<number> {
  const { terminal, service, signal } = context;
  // Before anything is done: after minutes of it the report would be lost.
  if (options.report !== undefined) requireReportPlace(options.report);
  const { request, close } = await requestFor(context, files, options);
  try {
    if (!options.yes && needsHand(request.method)) {
      const question = shown`The rehearsal writes nothing to the modem. At the end, you’ll be asked to unplug the board and plug it back in. Start? [y/N] `;
      if (!accepts(await terminal.ask(question))) throw cliErrors.rehearsalNotStarted();
    }
    const display = context.json ? jsonRehearsal(context) : textRehearsal(terminal);
    const report = await service.rehearse(request, { signal, onEvent: display });
    if (!context.json) terminal.out(rehearsalText(report));
    if (options.report !== undefined) await share(report, options.report, context);
    return exitStatusOfRehearsal(report);
  } finally {
    await close();
  }
}

interface Requested {
  readonly request: RehearsalRequest;
  readonly close: () => Promise<void>;
}

async function requestFor(
  context: CommandContext,
  files: readonly string[],
  options: PlanCommandOptions,
): Promise<Requested> {
  if (files.length === 0) {
    const finding = await readPort(context, options.port);
    const firmware = { images: [], updater: null };
    const method = options.method === 'auto' ? usualMethod(finding) : options.method;
    return { request: { finding, method, answer: null, firmware }, close: () => Promise.resolve() };
  }
  const { finding, choice, close } = await makePlan(context, files, options);
  const { answer, firmware } = choice;
  const wanted = options.method === 'auto' ? usualMethod(finding) : options.method;
  const method = answer.kind === 'plan' ? answer.method : wanted;
  return { request: { finding, method, answer, firmware }, close };
}

/** @throws REPORT_UNWRITABLE */
function requireReportPlace(file: string): void {
  try {
    requireReplaceable(file, /^(?:\{\n|# LTE modem upgrade: rehearsal)/);
  } catch (error) {
    throw cliErrors.reportUnwritable(file, error);
  }
}

async function share(report: RehearsalReport, file: string, { terminal }: CommandContext): Promise<void> {
  const shared = sharedReport(report);
  const text = /\.json$/i.test(file) ? `${JSON.stringify(shared, null, 2)}\n` : sharedReportMarkdown(shared);
  try {
    await writeFile(file, text, { mode: 0o600 });
  } catch (error) {
    throw cliErrors.reportUnwritable(file, error);
  }
  terminal.err(
    shown`You can share the report in ${file}. It contains no IMEI, no serial number and no path.\n`,
  );
}
