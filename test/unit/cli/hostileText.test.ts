import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import { unlinked } from '../../../src/ui/escaped';
import { visibleMessage } from '../../../src/ui/panel/messages';
import { upgradeErrors } from '../../../src/upgrade/errors';
import { fullImage } from '../../fixtures/firmware';
import { zip } from '../../fixtures/zip';
import { Rig } from '../../scenario/rig';
import { FakeService, PORT } from '../ui/fakeService';
import { BOARD_FINDING, FAILED, UPGRADED } from '../ui/samples';
import { type ProgramRun, runInProcess } from './runInProcess';

/** Sets the title, clears the screen, reverses the text direction, and forges a line of our output. */
const EVIL = '\x1b]0;x\x07\x9b2J\u202e\r\nAfter   LR9.9\x1b[2J';
const SEEN = '\\x1b]0;x\\x07\\x9b2J\\u202e\\r\\nAfter   LR9.9\\x1b[2J';

const MODEM = { ...BOARD_FINDING.modem, lr: EVIL, ue: EVIL, imei: EVIL, bootrom: EVIL };
const FINDING = {
  ...BOARD_FINDING,
  board: { ...BOARD_FINDING.board, sysname: EVIL, release: EVIL },
  modem: MODEM,
};
let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'hostile-'));
});
afterAll(() => rm(scratch, { recursive: true }));

/** Expects only printable characters and our own line ends in both outputs. */
function expectVisible({ out, err }: ProgramRun): void {
  // Control characters but the line end, and signs that turn the reading direction.
  expect(`${out}${err}`.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  expect(`${out}\n${err}`).not.toMatch(/^After {3}LR9\.9/m);
}

function service(): FakeService {
  const made = new FakeService();
  made.finding = FINDING;
  made.ports = [{ ...PORT, path: EVIL, shield: null, manufacturer: EVIL, vendorId: EVIL }];
  return made;
}

describe('the text of a board or a modem', () => {
  const port = ['--port', '/dev/ttyACM0'];

  test.each([[['ports']], [['info', ...port]], [['recover', ...port]]])(
    'is shown with visible control characters by %j',
    async (argv) => {
      for (const json of [[], ['--json']]) {
        const run = await runInProcess([...argv, ...json], { service: service() });
        expectVisible(run);
        if (json.length === 0 && argv[0] !== 'recover') expect(run.out).toContain(SEEN);
      }
    },
  );

  test('JSON keeps every character, but escaped', async () => {
    const { last } = await runInProcess(['info', ...port, '--json'], { service: service() });
    expect(last).toMatchObject({ ue: EVIL, board: { sysname: EVIL } });
  });

  test.each([false, true])('an upgrade shows it in its progress and its report (JSON: %s)', async (json) => {
    const file = join(scratch, 'CATM1-41065.dup');
    await writeFile(file, fullImage({ size: 20_000 }));
    const fake = service();
    const error = upgradeErrors.unexpected(new Error(EVIL));
    const told = {
      code: error.code,
      category: error.category,
      message: error.sentence,
      remedy: error.remedy,
    };
    fake.events = [{ type: 'notice', level: 'info', text: phrase('{text}', { text: EVIL }) }];
    for (const report of [
      { ...UPGRADED, before: MODEM, after: MODEM },
      { ...FAILED, before: MODEM, after: MODEM, error: told },
    ]) {
      fake.report = report;
      expectVisible(
        await runInProcess(['run', ...port, file, '--yes', ...(json ? ['--json'] : [])], { service: fake }),
      );
    }
  });
});

describe('names in files', () => {
  test.each([['\x1b[2Jgood.dup'], ['x.dup\ngood.dup: full image.dup']])(
    'the entry %j of an archive is shown escaped and forges no result',
    async (name) => {
      const archive = join(scratch, 'names.zip');
      await writeFile(archive, await zip([[name, fullImage({ size: 20_000 })]]));
      const run = await runInProcess(['check', archive], { service: new Rig().service });
      expectVisible(run);
      expect(`${run.out}${run.err}`).not.toMatch(/^good\.dup: full image/m);
    },
  );

  // Windows does not allow such file names.
  test.skipIf(process.platform === 'win32')('a file with such a name', async () => {
    const name = join(scratch, 'x\x1b[2J\ngood.dup: full image.dup');
    await writeFile(name, fullImage({ size: 20_000 }));
    const run = await runInProcess(['check', name], { service: new Rig().service });
    expectVisible(run);
    expect(run.out).toContain('x\\x1b[2J\\ngood.dup: full image.dup: full image');
  });

  test('a block with such a name in a .dup file', async () => {
    const image = fullImage({ size: 20_000 });
    const at = image.indexOf('bootrom upgrade package');
    image.write('bo\x1b[2J\x9b1\nom', at, 'latin1');
    const name = join(scratch, 'blocks.dup');
    await writeFile(name, image);
    expectVisible(await runInProcess(['check', name], { service: new Rig().service }));
  });
});

test('unknown words of the command line are shown escaped', async () => {
  // The user typed this, so a line end in it forges nothing.
  const word = EVIL.replaceAll('\n', '');
  for (const argv of [['check', `--${word}`], [word], ['plan', '--method', word, '--port', 'x', 'y']])
    expectVisible(await runInProcess(argv));
});

test('the panel and notifications get the same escaped text', () => {
  const message = visibleMessage({ type: 'log', first: 0, lines: [EVIL] });
  expect(message).toEqual({ type: 'log', first: 0, lines: [SEEN.replace('\\n', '\n')] });
  expect(unlinked(EVIL)).toBe(SEEN.replace('\\n', '\n'));
});
