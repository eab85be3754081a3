import { describe, expect, test } from 'vitest';
import { Rig } from '../../scenario/rig';
import { runInProcess } from './runInProcess';

const SUDO = { SUDO_UID: '1000', SUDO_GID: '1000' };
const PORT = ['--port', '/dev/ttyACM0'];

test.each([
  ['info', ...PORT],
  ['plan', 'a.dup', ...PORT],
  ['rehearse', ...PORT],
  ['run', 'a.dup', '--yes', ...PORT],
  ['batch', 'a.dup'],
  ['recover', ...PORT],
  ['format-sd', ...PORT],
])('%s is refused under sudo before anything is done', async (...argv) => {
  const { status, err, last } = await runInProcess([...argv, '--json'], { environment: SUDO, uid: 0 });
  expect(status).toBe(3);
  expect(last).toMatchObject({ type: 'error', error: { code: 'STARTED_BY_SUDO', category: 'refusal' } });
  expect(err).toContain('without sudo');
  expect(err).toContain('sudo usermod -aG dialout $USER');
});

describe('what is nobody’s but root’s is not', () => {
  test.each([
    ['without sudo', {}, 0],
    ['as root who uses sudo', { SUDO_UID: '0' }, 0],
    ['as another user by sudo', SUDO, 1001],
  ])('%s', async (_, environment, uid) => {
    const rig = new Rig();
    const { status } = await runInProcess(['info', '--port', rig.wire.path], {
      service: rig.service,
      environment,
      uid,
    });
    expect(status).toBe(0);
  });
});

test('what touches no port is not refused either', async () => {
  const { err } = await runInProcess(['replay', '/no/such/file'], {
    service: new Rig().service,
    environment: SUDO,
    uid: 0,
  });
  expect(err).not.toContain('sudo');
});
