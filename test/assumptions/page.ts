import type { Alternative, Belief, Subject } from './belief';
import { SUBJECTS } from './belief';
import { BELIEFS } from './table';

const ABOUT: Readonly<Record<Subject, string>> = {
  modem: 'The modem',
  bootloader: 'The bootloader',
  container: 'The container of firmware',
  board: 'The board',
  tool: 'The board’s own tool',
  REPL: 'The REPL',
  'MIRROR mode': 'MIRROR mode',
  FTP: 'FTP',
  Telnet: 'Telnet',
  USB: 'USB and serial ports',
};

/** The text of `docs/assumptions.md`, from the table. */
export function assumptionsPage(): string {
  return [
    '# What nobody has seen on hardware',
    '',
    '<!-- Made from the table in test/assumptions by `npx tsx scripts/assumptionsPage.ts`: change it there. -->',
    '',
    'Nobody has run this software on a real board. This page lists everything it assumes about one. No row is confirmed by hardware.',
    '',
    'Each section is one assumption, with its source. Its table lists how a real board may differ, what the software does then, and which',
    'test shows it. A modem that differs in one assumption is still upgraded, unless its row says something else.',
    '',
    '`npm run assumptions` tries each difference with each way to upgrade, alone and together with others. See',
    '[reliability](reliability.md).',
    '',
    ...SUBJECTS.flatMap((subject) => [
      `## ${ABOUT[subject]}`,
      '',
      ...BELIEFS[subject].flatMap((belief) => section(belief)),
    ]),
  ].join('\n');
}

function section({ id, belief, source, alternatives }: Belief): string[] {
  return [
    `### \`${id}\``,
    '',
    `${belief} Source: ${source}.`,
    '',
    '| the hardware may also … | then the software … | tested by |',
    '| --- | --- | --- |',
    ...alternatives.map((each) => `| ${each.behaviour} | ${doneUnder(each)} | ${shownBy(id, each)} |`),
    '',
  ];
}

function doneUnder({ software, ends = [], knownFailing }: Alternative): string {
  const reasons = ends.map(
    ({ ways, expected, because }) => `On ${ways.join(', ')} it ${END[expected]}: ${because}.`,
  );
  const known = knownFailing
    ? [`**It still fails** on ${knownFailing.ways.join(', ')}: ${knownFailing.because}.`]
    : [];
  const more = [...reasons, ...known];
  return more.length === 0 ? software : [`${software}.`, ...more].join(' ');
}

const END = {
  succeeds: 'upgrades',
  fails: 'fails',
  refused: 'refuses',
  killed: 'ends',
  either: 'may fail',
} as const;

function shownBy(belief: string, { id, nature, test }: Alternative): string {
  return [
    ...(nature ? [`\`--only "${belief} / ${id}"\``] : []),
    ...(test ? [`\`${test.file}\`: ${test.title}`] : []),
  ].join('; ');
}
