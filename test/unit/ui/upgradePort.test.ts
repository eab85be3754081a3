import { describe, expect, it } from 'vitest';
import { phrase } from '../../../src/base/phrase';
import type { SilentFinding } from '../../../src/upgrade/inspect/finding';
import { PORT } from './fakeService';
import { file, flowRig } from './flowRig';
import { BOARD_FINDING } from './samples';

const SILENT: SilentFinding = {
  kind: 'silent',
  port: '/dev/ttyS0',
  sentence: phrase('Nothing answers.'),
  remedy: phrase('Choose another port.'),
};

describe('the port', () => {
  it('comes from the settings without a question', async () => {
    const rig = flowRig();
    rig.configuredPort = '/tmp/pty';
    await rig.flow.readVersion();
    expect(rig.user.portQuestions).toEqual([]);
    expect(rig.service.inspected).toEqual(['/tmp/pty']);
  });

  it('needs no question when there is only one, with a Pycom board', async () => {
    const { flow, service, user } = flowRig();
    service.ports = [PORT];
    await flow.readVersion();
    expect(user.portQuestions).toEqual([]);
    expect(service.inspected).toEqual([PORT.path]);
    service.ports = [{ ...PORT, path: '/dev/ttyUSB0', shield: null }];
    await flow.readVersion();
    expect(user.portQuestions).toHaveLength(1);
  });

  it('is remembered while it exists, and leads to a question when it is gone', async () => {
    const { flow, user, service } = flowRig();
    await flow.readVersion();
    await flow.readVersion();
    expect(user.portQuestions).toHaveLength(1);
    service.ports = [];
    await flow.readVersion();
    expect(user.portQuestions).toHaveLength(2);
  });

  it('that is in no list leads to one question', async () => {
    const { flow, user, service } = flowRig();
    user.port = '/dev/serial/by-id/usb-Pycom';
    await flow.readVersion();
    await flow.readVersion();
    expect(user.portQuestions).toHaveLength(1);
    expect(service.inspected).toEqual([user.port, user.port]);
    await flow.choosePortAndGoOn();
    expect(user.portQuestions).toHaveLength(2);
  });

  it('can be changed without starting anything, and is used from then on', async () => {
    const { flow, user, service } = flowRig();
    user.port = '/dev/ttyACM1';
    await flow.choosePort();
    expect(service.inspected).toEqual([]);
    expect(user.notices.map(({ text }) => text)).toEqual(['The extension now uses the port /dev/ttyACM1.']);
    await flow.readVersion();
    expect(service.inspected).toEqual(['/dev/ttyACM1']);
  });

  it('is changed and read when nothing answered at the old one, which is not remembered', async () => {
    const { flow, user, service, store } = flowRig();
    user.port = '/dev/ttyS0';
    service.finding = SILENT;
    await flow.readVersion();
    expect(store.state).toMatchObject({ stage: 'found', found: { finding: { kind: 'silent' } } });
    service.finding = BOARD_FINDING;
    user.port = '/dev/ttyACM0';
    await flow.choosePort();
    expect(service.inspected).toEqual(['/dev/ttyS0', '/dev/ttyACM0']);
    expect(store.state).toMatchObject({ stage: 'found', found: { finding: { kind: 'board' } } });
  });

  it('of a retry is the same, without a question', async () => {
    const { flow, user, service } = flowRig();
    service.finding = SILENT;
    await flow.readVersion();
    await flow.retry();
    expect(user.portQuestions).toHaveLength(1);
    await flow.readVersion();
    expect(user.portQuestions).toHaveLength(2);
  });

  it('can be changed, and the task continues at the new one', async () => {
    const { flow, user, service } = flowRig();
    user.agrees = false;
    await flow.upgrade([file('CATM1-41065.dup')]);
    service.ports = [PORT, { ...PORT, path: '/dev/ttyACM1' }];
    user.port = '/dev/ttyACM1';
    await flow.choosePortAndGoOn();
    expect(service.inspected).toEqual(['/dev/ttyACM0', '/dev/ttyACM1']);
    expect(service.plannedWith).toHaveLength(2);
  });
});

describe('a board that returns under another port name during an upgrade', () => {
  it('is followed by the panel, the readings and the next task', async () => {
    const { flow, service, store, readings, ports, user } = flowRig();
    const during: (string | null)[] = [];
    service.runs = ({ onEvent }) => {
      service.ports = [{ ...PORT, path: '/dev/ttyACM1' }];
      onEvent({ type: 'moved', port: '/dev/ttyACM1' });
      during.push(store.state.port);
      return Promise.resolve();
    };
    await flow.upgrade();
    expect(during).toEqual(['/dev/ttyACM1']);
    expect(store.state).toMatchObject({
      stage: 'done',
      port: '/dev/ttyACM1',
      found: { finding: { port: '/dev/ttyACM1' } },
    });
    expect(readings.all.map(({ port, modem }) => [port, modem.build])).toEqual([['/dev/ttyACM1', '41065']]);
    expect(ports.known).toBe('/dev/ttyACM1');
    service.inspected.length = 0;
    await flow.readVersion();
    expect(service.inspected).toEqual(['/dev/ttyACM1']);
    // A known port needs no question.
    expect(user.portQuestions).toHaveLength(1);
  });
});
