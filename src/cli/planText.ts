import { durationText, roughSeconds } from '../base/duration';
import { render } from '../base/phrase';
import { BOOT_STATE } from '../modem/bootState';
import type { ModemReading } from '../modem/modemReading';
import type { MethodName, Safety, UpgradePlan } from '../upgrade/plan';
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
      ({ rule, sentence, consequence }) => `! ${render(sentence)} ${render(consequence)} [${rule}]`,
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
  const named = warnings.map(({ rule }) => `--accept ${rule}`).join(' ');
  return `To confirm in \`run\`: ${named}, or --yes for everything.\n`;
}
