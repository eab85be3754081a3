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

/** `docs/assumptions.md` as the table has it. */
export function assumptionsPage(): string {
  return [
    '# What nobody has seen on hardware',
    '',
    '<!-- Made from the table in test/assumptions by `npx tsx scripts/assumptionsPage.ts`: change it there. -->',
    '',
    'This software was never run on a real board. All that it takes for granted about one is listed here, with its source, with',
    'the ways in which a real board may differ, with what the software does then, and with the test that shows it.',
    'No row is confirmed by hardware.',
    '',
    'A modem that differs from one belief is upgraded all the same, unless its row says otherwise. `npm run assumptions` tries each',
    'difference on each way to upgrade, alone and together with others; see [reliability](reliability.md).',
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
    '| the hardware may also | the software then | shown by |',
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
    ? [`**It fails so far** on ${knownFailing.ways.join(', ')}: ${knownFailing.because}.`]
    : [];
  return [software, ...reasons, ...known].join(' ');
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
