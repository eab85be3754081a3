import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { fullImage } from '../fixtures/firmware';
import { hasPseudoTerminals } from '../simulator/pty/hasPseudoTerminals';
import { CommandLine } from './commandLine';

const cli = new CommandLine();

/** What the stand-in of systemd-inhibit has noted. */
interface Inhibitor {
  readonly variables: Readonly<Record<string, string>>;
  readonly notes: () => string;
}

function inhibitor(): Inhibitor {
  const notes = cli.file('notes', '');
  const program = cli.file('systemd-inhibit', '');
  writeFileSync(program, `#!/bin/sh\necho "$1" >>'${notes}'\ntrap : TERM\ncat\necho ended >>'${notes}'\n`);
  chmodSync(program, 0o755);
  return {
    variables: { PATH: `${dirname(program)}${delimiter}${process.env['PATH'] ?? ''}` },
    notes: () => readFileSync(notes, 'utf8'),
  };
}

const AWAKE = '--what=sleep:idle:handle-lid-switch\n';

test.skipIf(!hasPseudoTerminals || process.platform !== 'linux').each(['ends', 'is killed'] as const)(
  'an upgrade keeps the computer awake until it %s',
  async (how) => {
    const { path } = await cli.modem({ state: 4 });
    const file = cli.file('CATM1-41065.dup', fullImage({ size: 100_000 }));
    const { variables, notes } = inhibitor();
    const child = cli.start(['run', '--port', path, file, '--yes', '--json'], variables);
    let during = '';
    const { status } = await cli.end(child, ({ type, id }) => {
      if (type === 'progress') during ||= notes();
      if (type === 'step' && id === 'apply-1' && how === 'is killed') child.kill('SIGKILL');
    });
    expect(status).toBe(how === 'ends' ? 0 : null);
    expect(during).toBe(AWAKE);
    await expect.poll(notes).toBe(`${AWAKE}ended\n`);
  },
);
