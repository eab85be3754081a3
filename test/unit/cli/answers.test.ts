import { expect, test } from 'vitest';
import { Rig } from '../../scenario/rig';
import { type ProgramRun, runInProcess } from './runInProcess';

function program(rig: Rig, ...argv: string[]): Promise<ProgramRun> {
  return runInProcess(argv, { service: rig.service, signal: rig.cancel.signal });
}

test('nothing answers: what was seen, and what to do', async () => {
  const rig = new Rig();
  rig.modem.cutPower();
  const { status, last, err } = await program(rig, 'info', '--port', rig.wire.path, '--json');
  expect(status).toBe(1);
  expect(last).toMatchObject({ type: 'error', error: { code: 'NOTHING_ANSWERS' } });
  expect(err.trimEnd().split('\n')).toHaveLength(2);
});

test('info for a person', async () => {
  const rig = new Rig({ bootrom: '33080' });
  const { status, out } = await program(rig, 'info', '--port', rig.wire.path);
  expect(status).toBe(0);
  expect(out).toMatch(/Version +LR5\.1\.1\.0-39529\n/);
  expect(out).toMatch(/Bootrom +33080\n/);
});

test('no ports is an answer, too', async () => {
  expect(await program(new Rig(), 'ports')).toMatchObject({
    status: 0,
    out: 'No serial port is connected.\n',
  });
});

test('a cancel while it reads is no crash', async () => {
  const rig = new Rig();
  rig.modem.cutPower();
  const asking = program(rig, 'info', '--port', rig.wire.path);
  void rig.clock.sleep(2500).then(() => rig.cancel.abort());
  expect(await asking).toMatchObject({ status: 130 });
});
