import { durationText, roughSeconds } from '../base/duration';
import { render } from '../base/phrase';
import { BOOT_STATE } from '../modem/bootState';
import type { ModemReading } from '../modem/modemReading';
import { dangersOf, type MethodName, type Safety, type UpgradePlan } from '../upgrade/plan';
import { firmwareOf, nameOf } from '../upgrade/readingName';

const SAFETY: Readonly<Record<Safety, string>> = {
  nothingWritten: 'safe to stop',
  repeatable: 'can be repeated',
  doNotInterrupt: 'do not interrupt',
};

const WAYS: Readonly<Record<MethodName, string>> = {
  uart: 'over UART',
  sd: 'by SD card',
  flash: 'through /flash',
  wireless: 'over Wi-Fi',
};

/** The plan as a person reads it in a terminal. */
export function planText(plan: UpgradePlan): string {
  const { finding } = plan;
  const to = plan.images
    .map(({ name, targetBuild }) => `${name} (build ${targetBuild ?? 'unknown'})`)
    .join(', then ');
  const lines = [
    `From ${fromText(finding.modem)} to ${to}, ${WAYS[plan.method]}, about ${about(plan.expectedSeconds)}.`,
    ...plan.manual
      .filter(({ when }) => when === 'before')
      .map(({ sentence }) => `Before: ${render(sentence)}`),
    ...plan.steps.map(
      ({ title, expectedSeconds, safety }, index) =>
        `${String(index + 1).padStart(3)}. ${render(title)}  (${about(expectedSeconds)}, ${SAFETY[safety]})`,
    ),
    ...plan.manual.filter(({ when }) => when === 'after').map(({ sentence }) => `After: ${render(sentence)}`),
    ...plan.warnings.map(
      ({ rule, grade, sentence, consequence }) =>
        `! ${grade === 'dangerous' ? 'Dangerous: ' : ''}${render(sentence)} ${render(consequence)} [${rule}]`,
    ),
  ];
  return `${lines.join('\n')}\n`;
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
export function confirmationText({ warnings }: UpgradePlan): string {
  if (warnings.length === 0) return '';
  const rules = [...new Set(warnings.map(({ rule }) => rule))];
  const named = rules.map((rule) => `--accept ${rule}`).join(' ');
  const dangers = dangersOf(warnings);
  const general =
    dangers.length === 0
      ? ', or --yes for everything.'
      : `. --yes does not confirm what is dangerous (${dangers.join(', ')}).`;
  return `To confirm in \`run\`: ${named}${general}\n`;
}
