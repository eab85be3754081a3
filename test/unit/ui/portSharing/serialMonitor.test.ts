import { mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { SerialMonitor } from '../../../../src/ui/portSharing/serialMonitor';
import { type CallRig, callRig, never } from './fakeHost';

const PORT = '/dev/ttyACM0';
const { signal } = new AbortController();

describe('Serial Monitor', () => {
  let rig: CallRig;
  let monitored: Set<string>;
  let api: () => Promise<unknown>;
  let holder: SerialMonitor;

  const release = (port = PORT): ReturnType<SerialMonitor['release']> =>
    holder.release(port, 'opening', signal);

  beforeEach(() => {
    rig = callRig();
    rig.host.extensions.set('ms-vscode.vscode-serial-monitor', { isActive: true, version: '0.13.0' });
    monitored = new Set([PORT]);
    const given = {
      stopMonitoringPort: (port: string) => Promise.resolve(monitored.delete(port)),
      startMonitoringPort: ({ port }: { port: string }) => Promise.resolve(monitored.add(port)),
    };
    api = () => Promise.resolve(given);
    const { host, calls } = rig;
    holder = new SerialMonitor({ host, calls, api: () => api(), settingsFor: (port) => ({ port }) });
  });

  it('stops monitoring the port, and starts again', async () => {
    const lease = await release();
    expect([...monitored]).toEqual([]);
    expect(await lease?.giveBack(PORT)).toBe(true);
    expect([...monitored]).toEqual([PORT]);
    expect(rig.warnings).toEqual([]);
  });

  it('continues with the board under its new path', async () => {
    const lease = await release();
    await lease?.giveBack('/dev/ttyACM1');
    expect([...monitored]).toEqual(['/dev/ttyACM1']);
  });

  it('recognises the port when the user gave a link', async () => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'monitored-')));
    try {
      const [device, link] = [join(folder, 'device'), join(folder, 'link')];
      await writeFile(device, '');
      await symlink(device, link);
      monitored = new Set([device]);
      const lease = await release(link);
      expect([...monitored]).toEqual([]);
      await lease?.giveBack(link);
      expect([...monitored]).toEqual([device]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is left alone when it monitors another port, has not started, or is missing', async () => {
    expect(await release('/dev/ttyACM1')).toBeUndefined();
    rig.host.extensions.set('ms-vscode.vscode-serial-monitor', { isActive: false, version: '0.13.0' });
    expect(await release()).toBeUndefined();
    rig.host.extensions.clear();
    expect(await release()).toBeUndefined();
    expect([...monitored]).toEqual([PORT]);
    expect(await holder.holds()).toBe(false);
  });

  it('is left unchanged after a cancel', async () => {
    expect(await holder.release(PORT, 'opening', AbortSignal.abort())).toBeUndefined();
    expect([...monitored]).toEqual([PORT]);
  });

  it.each([
    ['nothing', () => Promise.resolve(undefined)],
    ['an object without its functions', () => Promise.resolve({ stopMonitoringPort: true })],
    ['another answer than yes', () => Promise.resolve({ stopMonitoringPort: () => 'yes' })],
    ['an error', () => Promise.reject(new Error('no such version'))],
    ['no answer', never],
  ])('with %s as its API had no port', async (_, other) => {
    api = other;
    expect(await release()).toBeUndefined();
  });

  it('reports when it can’t start again', async () => {
    const lease = await release();
    api = () => Promise.resolve({});
    expect(await lease?.giveBack(PORT)).toBe(false);
    api = () => Promise.resolve({ startMonitoringPort: () => Promise.reject(new Error('no view is free')) });
    expect(await lease?.giveBack(PORT)).toBe(false);
    api = () => Promise.resolve({ startMonitoringPort: never });
    expect(await lease?.giveBack(PORT)).toBe(false);
    expect(rig.warnings).toEqual([
      'Serial Monitor: start: no view is free',
      'Serial Monitor: start: no end within 10 s',
    ]);
  });
});
