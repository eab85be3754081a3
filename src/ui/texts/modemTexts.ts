import { BOOT_STATE } from '../../modem/bootState';
import type { ModemReading } from '../../modem/modemReading';
import { type Finding, firmwareOf, type MethodName, stateText } from '../../upgrade';
import type { Row } from '../panel/messages';
import type { Speech } from '../speech';

/** What the modem is, in as few words as it takes: what it runs, or why it runs nothing. */
export function modemText(
  speech: Speech,
  modem: Pick<ModemReading, 'state' | 'applying' | 'lr' | 'build'>,
): string {
  const firmware = firmwareOf(modem);
  if (firmware !== null) return speech.render(firmware);
  switch (modem.state) {
    case 0:
      return speech.translate('modem in recovery');
    case 1:
      return speech.translate('modem in mTools');
    case 4:
      return modem.applying
        ? speech.translate('modem installing an image')
        : speech.translate('modem in its updater');
    case 2:
    case null:
      return speech.translate('unknown version');
  }
}

/** Version and family: `LR5.1.1.0-41065 (CAT-M1)`. */
export function modemWithFamily(speech: Speech, modem: ModemReading): string {
  return modem.family === null ? modemText(speech, modem) : `${modemText(speech, modem)} (${modem.family})`;
}

/** Whether nothing answers, or a modem that does not run its firmware. */
export function needsCare(finding: Finding): boolean {
  return finding.kind === 'silent' || finding.modem.state !== BOOT_STATE.application;
}

/** What to do about a modem that does not run its firmware. */
export function careFor(speech: Speech, { applying }: Pick<ModemReading, 'applying'>): string {
  return applying
    ? speech.translate(
        'The modem may be installing an image. Leave the power on, wait a few minutes, and read the modem again.',
      )
    : speech.translate(
        'The modem isn’t running its firmware. Choose “Recovery options…” to find out what it needs.',
      );
}

export function boardText(speech: Speech, finding: Finding): string {
  switch (finding.kind) {
    case 'board':
      return finding.board.sysname;
    case 'modem':
      return speech.translate('board in MIRROR mode');
    case 'silent':
      return speech.translate('nothing that can be upgraded');
  }
}

/** @param modemKnown false once an upgrade changed the modem and nobody could read it afterwards */
export function deviceRows(speech: Speech, finding: Finding, modemKnown: boolean): Row[] {
  const rows: Row[] = [row(speech.translate('Port'), finding.port)];
  if (finding.kind === 'silent') return rows;
  rows.push(row(speech.translate('Board'), boardText(speech, finding)));
  if (finding.kind === 'board') rows.push(row(speech.translate('Board firmware'), finding.board.release));
  else
    rows.push(row(speech.translate('Speed'), speech.translate('{baud} bit/s', { baud: finding.baudRate })));
  if (!modemKnown) return rows;
  const { modem } = finding;
  rows.push(row(speech.translate('Modem'), modemWithFamily(speech, modem)));
  rows.push(row(speech.translate('State'), speech.render(stateText(modem))));
  if (modem.ue !== null) rows.push(row('UE', modem.ue));
  if (modem.imei !== null) rows.push(row('IMEI', modem.imei));
  if (modem.bootrom !== null) rows.push(row(speech.translate('Bootrom'), modem.bootrom));
  return rows;
}

export function methodText(speech: Speech, method: MethodName): string {
  switch (method) {
    case 'uart':
      return speech.translate('over the serial port');
    case 'flash':
      return speech.translate('through the board’s flash memory');
    case 'sd':
      return speech.translate('from the SD card');
    case 'wireless':
      return speech.translate('over Wi-Fi');
  }
}

function row(label: string, value: string): Row {
  return { label, value };
}
