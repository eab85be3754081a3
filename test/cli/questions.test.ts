import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { differentialImage, fullImage } from '../fixtures/firmware';
import { hasPseudoTerminals } from '../simulator/pty/hasPseudoTerminals';
import { CommandLine } from './commandLine';

const cli = new CommandLine();

test.skipIf(!hasPseudoTerminals)('info: one object with the reading', async () => {
  const { path, modem } = await cli.modem();
  const { status, out, last } = await cli.run('info', '--port', path, '--json');
  expect(status).toBe(0);
  expect(out.trim().split('\n')).toHaveLength(1);
  expect(last).toMatchObject({
    state: 2,
    ue: 'UE5.0.0.0d',
    lr: 'LR5.1.1.0-39529',
    build: '39529',
    family: 'CAT-M1',
    imei: '354346099225475',
    board: null,
  });
  expect(modem.truth).toMatchObject({ stpBytesReceived: 0, condition: 'untouched' });
});

test.skipIf(!hasPseudoTerminals)('info: a transcript of the serial port', async () => {
  const { path } = await cli.modem();
  const log = join(cli.folder, 'wire.log');
  expect((await cli.run('info', '--port', path, '--log', log)).status).toBe(0);
  expect(readFileSync(log, 'utf8')).toMatch(/ > AT\+SMOD\?\\r\\n\n/);
});

test.skipIf(!hasPseudoTerminals)('plan: the steps, without writing anything', async () => {
  const { path, modem } = await cli.modem();
  const file = cli.file('upgdiff_39529-to-41065.dup', differentialImage({ size: 50_000 }));
  const { status, last } = await cli.run('plan', '--port', path, file, '--json');
  expect(status).toBe(0);
  expect(last).toMatchObject({ type: 'plan', outcome: 'allowed', method: 'uart' });
  expect(last?.['steps']).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: 'transfer-1', title: 'Send upgdiff_39529-to-41065.dup' }),
    ]),
  );
  expect(modem.truth.stpBytesReceived).toBe(0);
});

test.skipIf(!hasPseudoTerminals)('plan: a refusal with its rule', async () => {
  const { path } = await cli.modem();
  const file = cli.file('upgdiff_38638-to-41065.dup', differentialImage({ base: '38638', size: 50_000 }));
  const { status, last, err } = await cli.run('plan', '--port', path, file, '--json');
  expect(status).toBe(3);
  expect(last).toMatchObject({
    type: 'plan',
    outcome: 'refused',
    rule: 'differential-base-mismatch',
    error: { code: 'RULE_REFUSED' },
  });
  expect(err).toContain('starts from build 38638; this modem runs 39529');
});

test('check: good and damaged files, without a board', async () => {
  const good = cli.file('CATM1-41065.dup', fullImage({ size: 20_000 }));
  const bad = cli.file('cut.dup', fullImage({ size: 20_000 }).subarray(0, 10_000));
  const { status, last } = await cli.run('check', good, bad, '--json');
  expect(status).toBe(2);
  expect(last).toMatchObject({
    type: 'check',
    files: [
      { kind: 'full', targetBuild: '41065', family: 'CAT-M1', size: 20_000 },
      { error: { code: 'FILE_TRUNCATED' } },
    ],
  });
  expect((await cli.run('check', good)).out).toContain('full image');
});

test('ports: an object with a list', async () => {
  const { status, last } = await cli.run('ports', '--json');
  expect(status).toBe(0);
  expect(last).toMatchObject({ type: 'ports', ports: expect.any(Array) as unknown });
});

describe.concurrent('usage', () => {
  test.each([
    ['no command', []],
    ['an unknown command', ['upgrade']],
    ['an unknown option', ['ports', '--fast']],
    ['no port', ['info']],
    ['no file', ['run', '--port', 'x']],
    ['an unknown method', ['run', '--port', 'x', 'y.dup', '--method', 'magic']],
    ['a block size of nothing', ['run', '--port', 'x', 'y.dup', '--block-size', '0']],
  ])('%s: 2, with an explanation', async (_name, argv) => {
    const { status, err } = await cli.run(...argv);
    expect(status).toBe(2);
    expect(err).not.toBe('');
  });

  test.each(['--help', '--version'])('%s: 0', async (option) => {
    const { status, out } = await cli.run(option);
    expect(status).toBe(0);
    expect(out).not.toBe('');
  });
});
