import { expect, test } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import { FakeService } from '../ui/fakeService';
import { runInProcess } from './runInProcess';

const UNKNOWN = phrase('The system didn’t list its serial ports: {reason}.', { reason: 'no tool' });

test('an empty list of ports is a successful answer', async () => {
  const service = new FakeService();
  service.ports = [];
  expect(await runInProcess(['ports'], { service })).toMatchObject({
    status: 0,
    out: 'No serial ports found.\n',
    err: '',
  });
});

test('an unknown list of ports is an error with its reason', async () => {
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

test('found ports are shown, with a warning about those that may be missing', async () => {
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
