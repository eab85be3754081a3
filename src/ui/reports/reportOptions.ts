import type { StateIn } from '../panel/panelState';

/** What a report needs besides the upgrade itself. */
export interface ReportOptions {
  readonly extensionVersion: string;
  readonly editor: string;
  readonly platform: string;
  /** Whether the user wants the modem's IMEI in it. */
  readonly withImei: boolean;
}

/** What is left of a report's text when it may be shown to others: no password, and neither the
 * modem's IMEI nor the module's own number unless that is wished for. */
export function withoutSecrets(text: string, { found, report }: StateIn<'done'>, withImei: boolean): string {
  // Addresses of boards in the network may carry a login.
  const shown = text.replace(/(telnet:\/\/)[^\s"`/]*@/gi, '$1');
  if (withImei) return shown;
  const finding = found?.finding;
  // In brackets that Markdown shows: what looks like a tag is not.
  const readings = [report.before, report.after, finding?.kind === 'silent' ? null : finding?.modem];
  const masked = readings
    .flatMap((reading) => reading?.imei ?? [])
    .reduce((kept, imei) => kept.replaceAll(imei, '[IMEI]'), shown);
  const uniqueId = finding?.kind === 'board' ? finding.board.uniqueId : null;
  return uniqueId === null ? masked : masked.replaceAll(uniqueId, '[ID]');
}
