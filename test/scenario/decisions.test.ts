import { describe, expect, test } from 'vitest';
import { RULES } from '../../src/firmware/rules';
import type { BoardFinding, Finding } from '../../src/upgrade/inspect/finding';
import { differentialImage, fullImage, twoStepPair } from '../fixtures/firmware';
import type { ModemConfiguration } from '../simulator/modem/configuration';
import { type Files, type NamedFile, Rig, updater } from './rig';

/** The meaning of the answers in the tables below. The rule names its source. */
const MEANING: Readonly<Record<string, string>> = {
  // Refusals.
  base: 'differential-base-mismatch',
  'base?': 'differential-base-unknown',
  app: 'differential-needs-application',
  elf: 'differential-with-updater',
  never: 'unreachable-build',
  updater: 'recovery-needs-updater',
  'updater!': 'full-from-factory-needs-updater',
  bootrom: 'mirror-cannot-replace-bootrom',
  '41065!': 'factory-goes-to-41065-first',
  half: 'pair-incomplete',
  'half!': 'second-half-alone',
  'what!': 'two-steps-from-unknown',
  // Warnings.
  same: 'same-version',
  down: 'downgrade',
  family: 'family-switch',
  back: 'no-way-back',
  record: 'two-step-record',
  power: 'two-steps-on-steady-power',
  goes: 'second-half-continues',
  'what?': 'firmware-unknown',
  'bootrom?': 'bootrom-unknown',
};

/** Sources: the builds and states that Pycom's documentation and users' reports name. */
const MODEMS: Readonly<Record<string, Partial<ModemConfiguration>>> = {
  factory: { build: '33080', bootrom: '33080' },
  '33080': { build: '33080' },
  '38638': { build: '38638' },
  '39529': { build: '39529' },
  '41065': { build: '41065' },
  '43818': { build: '43818' },
  '48829': { build: '48829', version: '5.2.1.0' },
  'NB 41019': { build: '41019', version: '6.0.0.0', family: 'NB-IoT' },
  recovery: { state: 0 },
  updater: { state: 4 },
  mTools: { state: 1 },
};

const SIZE = 30_000;
const full = (build: string, version = '5.1.1.0', family = 'CATM1'): NamedFile => ({
  name: `${family}-${build}.dup`,
  bytes: fullImage({ build, version, size: SIZE }),
});
const difference = (base: string, target: string, version = '5.1.1.0'): NamedFile => ({
  name: `upgdiff_${base}-to-${target}.dup`,
  bytes: differentialImage({ base, target, version, size: SIZE }),
});
const [firstBytes, secondBytes] = twoStepPair({ size: SIZE });
const [FIRST, SECOND] = [
  { name: 'CATM1-5.2-48829-1.dup', bytes: firstBytes },
  { name: 'CATM1-5.2-48829-2.dup', bytes: secondBytes },
];

/** The available files, and the sources for what they can be used for. */
const FILES: Readonly<Record<string, { readonly source: string; readonly files: Files }>> = {
  'full 41065': {
    source: 'Pycom documentation: full images by UART or SD card',
    files: { images: [full('41065')] },
  },
  'full 41065 + updater': {
    source: 'Pycom documentation: "use the updater.elf file as well" from 33080; sqnsupgrade: recovery',
    files: { images: [full('41065')], updater: updater() },
  },
  'full 43818 + updater': {
    source: 'Pycom documentation: from 33080 to 41065 before any other version',
    files: { images: [full('43818')], updater: updater() },
  },
  'full NB 41019': {
    source: 'Pycom documentation: CAT-M1 and NB-IoT by full image',
    files: { images: [full('41019', '6.0.0.0', 'NB1')] },
  },
  '33080 to 41065': {
    source: 'Pycom documentation: "make sure the first 5 numbers match"',
    files: { images: [difference('33080', '41065')] },
  },
  '39529 to 41065': {
    source: 'Pycom documentation: "make sure the first 5 numbers match"',
    files: { images: [difference('39529', '41065')] },
  },
  '39529 to 41065 + updater': {
    source: 'sqnsupgrade README: "you CANNOT use updater.elf" with a difference',
    files: { images: [difference('39529', '41065')], updater: updater() },
  },
  '41065 to NB 41019': {
    source: 'cross differences in the published archives',
    files: { images: [difference('41065', '41019', '6.0.0.0')] },
  },
  'first step': {
    source: 'Pycom documentation: updating to CAT-M1 5.2-48829',
    files: { images: [FIRST] },
  },
  'second step': {
    source: 'Pycom documentation: 39529 is shown after the first step',
    files: { images: [SECOND] },
  },
  'both steps': {
    source: 'Pycom documentation: updating to CAT-M1 5.2-48829; forum: its record',
    files: { images: [FIRST, SECOND] },
  },
  '33080 to 41065, both': {
    source: 'Pycom documentation: 33080, then 41065, then 48829',
    files: { images: [difference('33080', '41065'), FIRST, SECOND] },
  },
  'full 50523': {
    source: 'Pycom documentation: "not possible to update the modem to that version"',
    files: { images: [full('50523', '5.4.1.0')] },
  },
};

// prettier-ignore
const TABLES = {
  'in MIRROR mode': `
                         | factory | 33080                | 38638           | 39529                  | 41065           | 43818                | 48829                | NB 41019               | recovery | updater                  | mTools
full 41065               | bootrom | bootrom              | ok              | ok                     | ok same         | ok down back         | ok down              | ok family              | updater  | ok                       | ok what? bootrom?
full 41065 + updater     | bootrom | bootrom              | ok              | ok                     | ok same         | ok down back         | ok down              | ok family              | ok       | ok                       | ok what? bootrom?
full 43818 + updater     | 41065!  | 41065!               | ok              | ok                     | ok              | ok same              | ok down              | ok family              | ok       | ok                       | ok what? bootrom?
full NB 41019            | bootrom | bootrom              | ok family       | ok family              | ok family       | ok family back       | ok family            | ok same                | updater  | ok                       | ok what? bootrom?
33080 to 41065           | ok back | ok back              | base            | base                   | base            | base                 | base                 | base                   | app      | app                      | base?
39529 to 41065           | base    | base                 | base            | ok                     | base            | base                 | base                 | base                   | app      | app                      | base?
39529 to 41065 + updater | elf     | elf                  | elf             | elf                    | elf             | elf                  | elf                  | elf                    | elf      | elf                      | elf
41065 to NB 41019        | base    | base                 | base            | base                   | ok family       | base                 | base                 | base                   | app      | app                      | base?
first step               | half    | half                 | half            | half                   | half            | half                 | half                 | half                   | half     | half                     | half
second step              | half!   | half!                | half!           | ok goes                | half!           | half!                | half!                | half!                  | updater  | ok goes                  | half!
both steps               | 41065!  | 41065!               | ok record power | ok record power        | ok record power | ok record power back | ok record power same | ok record power family | updater  | ok record power bootrom? | what!
33080 to 41065, both     | bootrom | ok back record power | base            | base                   | base            | base                 | base                 | base                   | app      | app                      | base?
full 50523               | never   | never                | never           | never                  | never           | never                | never                | never                  | never    | never                    | never`,
  'through a board with an SD card': `
                         | factory              | 33080                | 38638           | 39529                  | 41065           | 43818                | 48829                | NB 41019               | recovery | updater                  | mTools
full 41065               | updater!             | updater!             | ok              | ok                     | ok same         | ok down back         | ok down              | ok family              | updater  | ok                       | ok what? bootrom?
full 41065 + updater     | ok back              | ok back              | ok              | ok                     | ok same         | ok down back         | ok down              | ok family              | ok       | ok                       | ok what? bootrom?
full 43818 + updater     | 41065!               | 41065!               | ok              | ok                     | ok              | ok same              | ok down              | ok family              | ok       | ok                       | ok what? bootrom?
full NB 41019            | updater!             | updater!             | ok family       | ok family              | ok family       | ok family back       | ok family            | ok same                | updater  | ok                       | ok what? bootrom?
33080 to 41065           | ok back              | ok back              | base            | base                   | base            | base                 | base                 | base                   | app      | app                      | base?
39529 to 41065           | base                 | base                 | base            | ok                     | base            | base                 | base                 | base                   | app      | app                      | base?
39529 to 41065 + updater | elf                  | elf                  | elf             | elf                    | elf             | elf                  | elf                  | elf                    | elf      | elf                      | elf
41065 to NB 41019        | base                 | base                 | base            | base                   | ok family       | base                 | base                 | base                   | app      | app                      | base?
first step               | half                 | half                 | half            | half                   | half            | half                 | half                 | half                   | half     | half                     | half
second step              | half!                | half!                | half!           | ok goes                | half!           | half!                | half!                | half!                  | updater  | ok goes                  | half!
both steps               | 41065!               | 41065!               | ok record power | ok record power        | ok record power | ok record power back | ok record power same | ok record power family | updater  | ok record power bootrom? | what!
33080 to 41065, both     | ok back record power | ok back record power | base            | base                   | base            | base                 | base                 | base                   | app      | app                      | base?
full 50523               | never                | never                | never           | never                  | never           | never                | never                | never                  | never    | never                    | never`,
} as const;

const BOARD: BoardFinding['board'] = {
  sysname: 'GPy',
  release: '1.20.2.r4',
  toolVersion: '1.2.6',
  mirrorMode: true,
  uniqueId: null,
  flashFreeBytes: 4_000_000,
  sdCard: { state: 'readable', path: '/sd', freeBytes: 1e9 },
  files: [],
};

/** Commands that prepare or start a change. All others only read. */
const CHANGES = /\+(SMSTPU|STP$|SMUPGRADE$|SMSWBOOT=|CFUN=|SQNSUPGRADENTF|SQNWL)|\^RESET/;

describe.each(Object.entries(TABLES))('%s', (through, table) => {
  const [heads = [], ...rows] = table.trim().split('\n').map(cells);
  test.each(heads.map((name, column) => ({ name, column })))('a modem: $name', async ({ name, column }) => {
    const rig = new Rig(MODEMS[name]);
    const found = await rig.inspect();
    if (found.kind !== 'modem') throw new Error(`found ${found.kind}`);
    const finding: Finding =
      through === 'in MIRROR mode'
        ? found
        : { kind: 'board', port: found.port, modem: found.modem, board: BOARD };
    const answers: [string, readonly string[]][] = [];
    for (const [title = ''] of rows) {
      const firmware = await rig.check(FILES[title]?.files ?? { images: [] });
      const answer = rig.service.plan(finding, firmware, { method: 'auto' });
      const said =
        answer.kind === 'refusal' ? [answer.rule] : ['ok', ...answer.warnings.map(({ rule }) => rule)];
      answers.push([title, [...new Set(said)].sort()]);
    }
    const expected = rows.map(([title = '', ...row]): [string, string[]] => [
      title,
      (row[column] ?? '')
        .split(' ')
        .map((word) => MEANING[word] ?? word)
        .sort(),
    ]);
    expect(answers).toEqual(expected);
    expect(rig.modem.truth).toMatchObject({ stpBytesReceived: 0, sessions: 0, condition: 'untouched' });
    expect(rig.modem.truth.commands.filter((command) => CHANGES.test(command))).toEqual([]);
  });
});

test('each answer has a source, and each table has every file set and modem', () => {
  for (const [word, id] of Object.entries(MEANING)) {
    expect(RULES.find((rule) => rule.id === id)?.source, word).toMatch(/./);
  }
  for (const { source } of Object.values(FILES)) expect(source).toMatch(/./);
  for (const table of Object.values(TABLES)) {
    const [heads = [], ...rows] = table.trim().split('\n').map(cells);
    expect(heads).toEqual(expect.arrayContaining(Object.keys(MODEMS)));
    expect(rows.map(([title]) => title)).toEqual(Object.keys(FILES));
  }
});

function cells(line: string): string[] {
  return line
    .replace(/^\s*\|/, '')
    .split('|')
    .map((cell) => cell.trim());
}
