import { expect, test } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import { FakeService } from '../ui/fakeService';
import { runInProcess } from './runInProcess';

const UNKNOWN = phrase('The system didn’t list its serial ports: {reason}.', { reason: 'no tool' });

test('that there are no ports is an answer', async () => {
  const service = new FakeService();
  service.ports = [];
  expect(await runInProcess(['ports'], { service })).toMatchObject({
    status: 0,
    out: 'No serial ports found.\n',
    err: '',
  });
});

test('that it is not known whether there are any is none, and is said', async () => {
  const service = new FakeService();
  service.ports = [];
  service.unknownPorts = UNKNOWN;
  const { status, out, err } = await runInProcess(['ports'], { service });
  expect({ status, out }).toEqual({ status: 1, out: '' });
  expect(err).toBe('The system didn’t list its serial ports: no tool.\n');
  const script = await runInProcess(['ports', '--json'], { service });
  expect(script).toMatchObject({
    status: 1,
    last: { type: 'ports', ports: [], unknown: 'The system didn’t list its serial ports: no tool.' },
  });
});

test('ports that were found are an answer, with what is unknown beside them', async () => {
  const service = new FakeService();
  service.unknownPorts = UNKNOWN;
  const { status, out, err } = await runInProcess(['ports'], { service });
  expect(status).toBe(0);
  expect(out).toContain('/dev/ttyACM0');
  expect(err).toContain('no tool');
});

test.each(['', '  '])('the port %j is bad usage: nothing is opened', async (port) => {
  const service = new FakeService();
  for (const command of ['info', 'recover', 'format-sd'])
    expect(await runInProcess([command, '--port', port, '--json'], { service })).toMatchObject({
      status: 2,
      last: { type: 'error', error: { code: 'USAGE_INVALID' } },
    });
  expect(service.inspected).toEqual([]);
});
