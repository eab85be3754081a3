import { durationText, roughSeconds } from '../base/duration';
import { render } from '../base/phrase';
import { BOOT_STATE } from '../modem/bootState';
import type { ModemReading } from '../modem/modemReading';
import {
  dangersOf,
  firmwareOf,
  type MethodName,
  nameOf,
  namesOf,
  type Recommendation,
  type Safety,
  type Selection,
  type UpgradePlan,
} from '../upgrade';
import { type Shown, shown, shownLines } from './shown';

const SAFETY: Readonly<Record<Safety, string>> = {
  nothingWritten: 'safe to stop',
  repeatable: 'can be repeated',
  doNotInterrupt: 'do not interrupt',
};

const WAYS: Readonly<Record<MethodName, string>> = {
  uart: 'over UART',
  sd: 'from the SD card',
  flash: 'through /flash',
  wireless: 'over Wi-Fi',
};

/** The plan as a person reads it in a terminal. */
export function planText(plan: UpgradePlan): Shown {
  const { finding } = plan;
  const to = plan.images
    .map(({ source, description }) => `${source.name} (build ${description.targetBuild ?? 'unknown'})`)
    .join(', then ');
  const lines = [
    shown`From ${fromText(finding.modem)} to ${to}, ${WAYS[plan.method]}, about ${about(plan.expectedSeconds)}.`,
    ...(plan.measured ? [shown`${plan.measured}`] : []),
    ...plan.manual.filter(({ when }) => when === 'before').map(({ sentence }) => shown`Before: ${sentence}`),
    ...plan.steps.map(
      ({ title, expectedSeconds, safety }, index) =>
        shown`${String(index + 1).padStart(3)}. ${title}  (${about(expectedSeconds)}, ${SAFETY[safety]})`,
    ),
    ...plan.manual.filter(({ when }) => when === 'after').map(({ sentence }) => shown`After: ${sentence}`),
    ...plan.warnings.map(
      ({ rule, grade, sentence, consequence }) =>
        shown`! ${grade === 'dangerous' ? 'Dangerous: ' : ''}${sentence} ${consequence} [${rule}]`,
    ),
  ];
  return shownLines(lines);
}

function fromText(modem: ModemReading): string {
  const firmware = firmwareOf(modem);
  if (firmware !== null) return render(firmware);
  // One that runs its firmware may still not say which.
  const { application } = BOOT_STATE;
  return modem.state === null || modem.state === application
    ? 'an unknown version'
    : `a modem in ${render(nameOf(modem))}`;
}

function about(seconds: number): string {
  return durationText(roughSeconds(seconds));
}

/** How the plan's warnings are confirmed without being asked. */
export function confirmationText({ warnings }: UpgradePlan): Shown {
  if (warnings.length === 0) return shown``;
  const rules = [...new Set(warnings.map(({ rule }) => rule))];
  const named = rules.map((rule) => `--accept ${rule}`).join(' ');
  const dangers = dangersOf(warnings);
  const general =
    dangers.length === 0
      ? ', or --yes for everything.'
      : `. --yes doesn’t confirm dangerous warnings (${dangers.join(', ')}).`;
  return shown`To confirm in \`run\`: ${named}${general}\n`;
}

/** Which files were taken and why, or that none is needed, what else there is, and what could not be used. */
export function choiceText({ answer, reason, others, found }: Selection): Shown {
  const isDone = answer.kind === 'nothingToDo';
  if (!found) return isDone ? shown`${answer.sentence}\n` : shown``;
  const lines = [
    shown`${isDone ? answer.sentence : reason}`,
    ...others.map(
      ({ answer: other, firmware, reason: why }) =>
        shown`  ${other.kind === 'plan' ? 'or' : 'not'} ${namesOf(firmware)}: ${why}`,
    ),
    ...found.failures.map(({ file, error }) => shown`  unusable: ${file}: ${error.sentence}`),
  ];
  return shownLines(lines);
}

export function choiceJson({ firmware, reason, others }: Recommendation): object {
  return {
    chosen: firmware.images.map(({ source }) => source.name),
    reason,
    others: others.map(({ firmware: files, answer, reason: why }) => ({
      files: namesOf(files).split(' + '),
      outcome: answer.kind === 'plan' ? 'allowed' : 'refused',
      reason: why,
    })),
  };
}
