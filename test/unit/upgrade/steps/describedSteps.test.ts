import { expect, test } from 'vitest';
import { render } from '../../../../src/base/phrase';
import type { FirmwareImage } from '../../../../src/firmware/firmwareImage';
import type { Finding } from '../../../../src/upgrade/inspect/finding';
import type { MethodName, PlanStep } from '../../../../src/upgrade/plan/plan';
import { planUpgrade } from '../../../../src/upgrade/plan/planUpgrade';
import { fullImage } from '../../../fixtures/firmware';
import { board, ELF, factory, FILES, made, mirror, modem } from '../decisionFixtures';

const LARGE = await made('CATM1-41065.dup', fullImage({ build: '41065', size: 6_000_000 }));
const PAIR = [FILES.FIRST, FILES.SECOND];

function stepsOf(
  finding: Finding,
  method: MethodName,
  images: readonly FirmwareImage[],
  updater: FirmwareImage | null = null,
): readonly PlanStep[] {
  const answer = planUpgrade(finding, { images, updater }, { method, cleanUp: true });
  if (answer.kind === 'refusal') throw new Error(answer.rule);
  return answer.steps;
}
const all = (): PlanStep[] => [
  ...stepsOf(mirror(modem('39529')), 'uart', [LARGE]),
  ...stepsOf(mirror(modem('41065')), 'uart', PAIR),
  ...stepsOf(board(factory), 'uart', [FILES.C41065], ELF),
  ...stepsOf(board(factory), 'sd', [FILES.C41065], ELF),
  ...stepsOf(board(modem('41065')), 'sd', PAIR),
];

test('each step has a name that says what it does', () => {
  const actions = Object.fromEntries(
    all().map(({ id, action }) => [id.replace(/-\d$/, ''), action.kind] as const),
  );
  expect(actions).toEqual({
    'open-board': 'openBoard',
    'enter-mirror': 'enterMirror',
    wake: 'wake',
    'load-updater': 'loadUpdater',
    prepare: 'prepare',
    'boot-updater': 'bootUpdater',
    transfer: 'transfer',
    apply: 'apply',
    'leave-updater': 'leaveUpdater',
    'power-cycle': 'powerCycle',
    'upload-updater': 'upload',
    upload: 'upload',
    run: 'runOnBoard',
    verify: 'verifyOnBoard',
    'reset-board': 'resetBoard',
    'remove-files': 'removeFiles',
  });
  const [last] = stepsOf(mirror(modem('39529')), 'uart', [LARGE]).slice(-1);
  expect(last).toMatchObject({ id: 'verify-1', action: { kind: 'verify', image: 0 } });
});

test('each step says in two sentences what happens in it, and why', () => {
  for (const { id, title, meaning } of all()) {
    expect(render(title), id).toMatch(/^\p{Lu}[^{}]+[^.{}]$/u);
    expect(render(meaning), id).toMatch(/^\p{Lu}[^{}]+\.$/u);
  }
});

test('a step that sends or copies a file names it', () => {
  const titles = all().map(({ title }) => render(title));
  expect(titles).toContain('Send CATM1-5.2-48829-1.dup');
  expect(titles).toContain('Copy CATM1-5.2-48829-2.dup to /sd/CATM1-5.2-48829-2.dup');
  expect(titles).toContain('Copy updater.elf to /sd/updater.elf');
});

test('the description says if the modem keeps its firmware during a transfer, and the steps match it', () => {
  const [first, second] = stepsOf(mirror(modem('41065')), 'uart', PAIR).filter(
    ({ action }) => action.kind === 'transfer',
  );
  expect(first?.action).toEqual({ kind: 'transfer', image: 0, way: 'ON_THE_FLY' });
  expect(first && render(first.meaning)).toMatch(/^The image replaces the firmware as it arrives\./);
  expect(second?.action).toEqual({ kind: 'transfer', image: 1, way: 'FFF' });
  expect(second && render(second.meaning)).toMatch(/keeps its old firmware until the next step\.$/);
  const ways = stepsOf(mirror(modem('41065')), 'uart', PAIR).flatMap(({ action }) =>
    action.kind === 'apply' ? [action.way] : [],
  );
  expect(ways).toEqual(['ON_THE_FLY', 'FFF']);
});

test('the step that replaces the bootrom on the way to MIRROR mode says so', () => {
  const meaningOf = (steps: readonly PlanStep[]): string =>
    steps.flatMap(({ id, meaning }) => (id === 'enter-mirror' ? [render(meaning)] : [])).join();
  expect(meaningOf(stepsOf(board(factory), 'uart', [FILES.C41065], ELF))).toContain('factory bootrom');
  expect(meaningOf(stepsOf(board(modem('39529')), 'uart', [LARGE]))).not.toContain('bootrom');
});
