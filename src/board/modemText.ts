import { type Family, familyOf } from '../base/family';
import { parseToolLine } from './sqnsupgradeText';

/** What `sqnsupgrade.info()` says of the modem, once or in both its forms. `null` marks what it does not say. */
export interface ModemText {
  readonly state: 0 | 1 | 2 | 4 | null;
  readonly ue: string | null;
  readonly lr: string | null;
  readonly build: string | null;
  readonly family: Family | null;
  readonly imei: string | null;
  readonly bootrom: string | null;
  /** False where the two forms name two builds: one of them was misread. */
  readonly agrees: boolean;
}

/** Reads the lines of `info()`, of `info(verbose=True)`, or of both one after the other. */
export function parseModemText(lines: readonly string[]): ModemText {
  const text: { -readonly [key in keyof ModemText]: ModemText[key] } = {
    state: null,
    ue: null,
    lr: null,
    build: null,
    family: null,
    imei: null,
    bootrom: null,
    agrees: true,
  };
  let software: { version: string | null; build: string } | undefined;
  for (const line of lines.map(parseToolLine)) {
    if (line.kind === 'state') text.state = line.state;
    else if (line.kind === 'imei') text.imei = line.imei;
    else if (line.kind === 'software') software = line;
    else if (line.kind === 'bootloader' && line.index === 0) text.bootrom = line.build;
    else if (line.kind === 'version') {
      text.ue = line.ue ?? text.ue;
      text.lr = line.lr ?? text.lr;
    }
  }
  // The block of the verbose form names the same version without the letters.
  if (text.lr === null && software?.version) text.lr = `LR${software.version}-${software.build}`;
  const named = /-(\d{5})/.exec(text.lr ?? '')?.[1];
  text.build = named ?? software?.build ?? null;
  text.agrees = named === undefined || software === undefined || named === software.build;
  text.family = familyOf(text.lr);
  return text;
}
