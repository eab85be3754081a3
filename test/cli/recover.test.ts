import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fullImage, updaterElf } from '../fixtures/firmware';
import { hasPseudoTerminals } from '../simulator/pty/hasPseudoTerminals';
import { CommandLine } from './commandLine';

const cli = new CommandLine();
const SIZE = 400_000;

describe.skipIf(!hasPseudoTerminals)('a command line that was killed during a transfer', () => {
  test('is found by the next one, which says what to do and does it', { timeout: 60_000 }, async () => {
    const modem = await cli.modem({ state: 4 });
    const image = cli.file('CATM1-41065.dup', fullImage({ build: '41065', size: SIZE }));
    const child = cli.start(['run', '--port', modem.path, image, '--yes', '--json']);
    const killed = await cli.end(child, (event) => {
      if (event['type'] === 'progress' && Number(event['bytes']) > SIZE / 4) child.kill('SIGKILL');
    });
    expect(killed.status).toBeNull();
    expect(killed.last).not.toMatchObject({ type: 'report' });

    await modem.powerCycle();
    const info = await cli.run('info', '--port', modem.path, '--json');
    expect(info.last).toMatchObject({
      unfinished: [
        {
          board: { port: modem.path },
          images: [{ name: 'CATM1-41065.dup', size: SIZE }],
          mayHaveChanged: true,
          end: null,
          happened: expect.stringMatching(
            /CATM1-41065\.dup at .* was interrupted in step \d of \d/,
          ) as string,
        },
      ],
    });
    const asked = await cli.run('recover', '--port', modem.path);
    expect(asked.out).toContain('upgrade again with CATM1-41065.dup');
    expect(asked.out).toMatch(/1\. Unplug the board for ten seconds \[power-off, harmless\]/);
    expect(asked.status).toBe(1);

    const updater = cli.file('updater.elf', updaterElf({ size: 20_000 }));
    const recovered = await cli.run(
      ...['recover', '--port', modem.path, image, '--updater', updater, '--yes', '--json'],
    );
    expect(recovered.last).toMatchObject({ type: 'report', outcome: 'upgraded', after: { build: '41065' } });
    expect(recovered.status).toBe(0);
    const again = await cli.run('recover', '--port', modem.path, '--json');
    expect(again).toMatchObject({
      status: 0,
      last: { type: 'diagnosis', condition: 'works', unfinished: [] },
    });
  });
});

test.skipIf(!hasPseudoTerminals)('a named repair is done, and the modem is read again', async () => {
  const modem = await cli.modem({ state: 1 });
  const done = await cli.run('recover', '--port', modem.path, '--repair', 'at-reset', '--json');
  expect(modem.modem.truth.commands).toContain('AT^RESET');
  expect(done.events.map(({ type }) => type)).toEqual(['diagnosis', 'diagnosis']);
  const unknown = await cli.run('recover', '--port', modem.path, '--repair', 'pray', '--json');
  expect(unknown).toMatchObject({ status: 2, last: { error: { code: 'REPAIR_NOT_POSSIBLE' } } });
});

test.skipIf(!hasPseudoTerminals)('an upgrade that can’t be recorded is not started', async () => {
  const modem = await cli.modem({ state: 4 });
  const image = cli.file('CATM1-41065-b.dup', fullImage({ build: '41065', size: SIZE }));
  const state = join(cli.folder, 'no-folder');
  writeFileSync(state, '');
  const child = cli.start(['run', '--port', modem.path, image, '--yes', '--json'], {
    LTE_UPGRADE_STATE: join(state, 'below'),
  });
  const refused = await cli.end(child);
  expect(refused).toMatchObject({
    status: 3,
    last: { outcome: 'refused', modemState: 'untouched', error: { code: 'JOURNAL_UNWRITABLE' } },
  });
  expect(modem.modem.truth.images).toEqual([]);
});

test.skipIf(!hasPseudoTerminals)('two command lines do not use the same port', async () => {
  const modem = await cli.modem({ state: 4 });
  const image = cli.file('CATM1-41065-c.dup', fullImage({ build: '41065', size: SIZE }));
  const child = cli.start(['run', '--port', modem.path, image, '--yes', '--json']);
  let other: Promise<unknown> | undefined;
  const ended = await cli.end(child, (event) => {
    if (event['type'] === 'progress') other ??= cli.run('info', '--port', modem.path, '--json');
  });
  expect(ended.last).toMatchObject({ outcome: 'upgraded' });
  expect(await other).toMatchObject({ status: 2, last: { error: { code: 'PORT_IN_USE_ELSEWHERE' } } });
});

test.skipIf(!hasPseudoTerminals)('damaged and foreign journals are put aside', async () => {
  const modem = await cli.modem();
  const folder = join(cli.folder, 'foreign');
  mkdirSync(folder);
  const name = 'upgrade-0b7f3a52-9c1e-4d6a-8f20-1a2b3c4d5e6f.json';
  writeFileSync(join(folder, name), '{"version":99}');
  const info = await cli.end(
    cli.start(['info', '--port', modem.path, '--json'], { LTE_UPGRADE_STATE: folder }),
  );
  expect(info).toMatchObject({ status: 0, last: { state: 2, unfinished: [] } });
  rmSync(folder, { recursive: true });
});

test.skipIf(!hasPseudoTerminals)('a transcript is replayed, and any other file is refused', async () => {
  const modem = await cli.modem();
  const log = join(cli.folder, 'wire.log');
  await cli.run('info', '--port', modem.path, '--log', log);
  const shown = await cli.run('replay', log);
  expect(shown.status).toBe(0);
  expect(shown.out).toContain('→ AT+SMOD?\\r\\n');
  const asJson = await cli.run('replay', log, '--json');
  expect(asJson.events[0]).toMatchObject({ seconds: 0, direction: 'note' });
  const bad = await cli.run('replay', cli.file('bad.log', 'hello\n'), '--json');
  expect(bad).toMatchObject({ status: 2, last: { error: { code: 'TRANSCRIPT_INVALID' } } });
  const missing = await cli.run('replay', join(cli.folder, 'nowhere.log'), '--json');
  expect(missing).toMatchObject({ status: 2, last: { error: { code: 'FILE_NOT_FOUND' } } });
});
