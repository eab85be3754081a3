import type { ModemBehaviour } from './behaviour';
import { BOOT_MODES, type BootMode, type State } from './bootState';

/** A modem’s answers about itself, in the form that its behaviour defines. */

const STATE_WORDS: Readonly<Record<number, string>> = {
  0: 'FFH',
  1: 'MTOOLS',
  2: 'FFF',
  3: 'UPDATER',
  4: 'RECOVERY',
};

export function stateAnswer(number: State | 3, form: ModemBehaviour['stateForm']): string {
  switch (form) {
    case 'bare':
      return String(number);
    case 'named':
      return `+SMOD: ${number}`;
    case 'quoted':
      return `"${number}"`;
    case 'twoDigits':
      return `0${number}`;
    case 'word':
      return `+SMOD: ${STATE_WORDS[number] ?? ''}`;
  }
}

/** @returns undefined for ERROR */
export function bootModeAnswer(mode: BootMode, form: ModemBehaviour['bootModeForm']): string | undefined {
  const said = {
    named: mode,
    lowerCase: mode.toLowerCase(),
    quoted: `"${mode}"`,
    number: String(BOOT_MODES.indexOf(mode)),
    error: undefined,
  }[form];
  return said === undefined ? undefined : `+SMSWBOOT: ${said}`;
}

const OTHER_WORDS = [
  [/^on-going$/, 'in progress', '45%', '1'],
  [/^success$/, 'completed', '100%', '0'],
  [/^No report$/, 'idle', '0%', '255'],
] as const;

const FAILURES = { failure: undefined, aborted: 'aborted (77)', badImage: 'bad image' } as const;

/** @returns undefined for ERROR */
export function reportAnswer(
  report: string,
  { reportForm, failureWord }: Pick<ModemBehaviour, 'reportForm' | 'failureWord'>,
): string | undefined {
  const word = report.startsWith('fail') ? (FAILURES[failureWord] ?? report) : report;
  const row = OTHER_WORDS.find(([usual]) => usual.test(word));
  switch (reportForm) {
    case 'usual':
      return word;
    case 'capitals':
      return word.toUpperCase();
    case 'otherWords':
      return row?.[1] ?? word;
    case 'percentage':
      return row?.[2] ?? word;
    case 'code':
      return row?.[3] ?? '77';
    case 'error':
      return undefined;
  }
}
