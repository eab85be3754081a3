import { afterEach, beforeEach, expect, it } from 'vitest';
import { phrase } from '../../src/base/phrase';
import { Batch } from '../../src/upgrade/batch/batch';
import type { PortList } from '../../src/transport/ports';
import { Fleet, type FleetBoard } from './fleet';

let fleet: Fleet;
beforeEach(() => (fleet = new Fleet()));
afterEach(() => fleet.dispose());

/** A batch for one ticked board and for new ones. The boards answer nothing. @returns the ports of the boards it took */
async function taken(ticked: FleetBoard, lists: readonly PortList[]): Promise<string[]> {
  const ports = new Set<string>();
  const stop = new AbortController();
  let looks = 0;
  const batch = new Batch(
    {
      clock: fleet.clock,
      canonicalPort: (port) => Promise.resolve(port),
      isThere: () => Promise.resolve(true),
      service: {
        ...fleet.service,
        listPorts: () => {
          const list = lists[looks++];
          if (looks > lists.length) stop.abort();
          return Promise.resolve(list ?? lists[lists.length - 1] ?? { ports: [], unknown: null });
        },
        inspect: (port) =>
          Promise.resolve({ kind: 'silent', port, sentence: phrase('Nothing answers.'), remedy: phrase('') }),
      },
    },
    {
      ports: [ticked.wire.path],
      newcomers: true,
      choose: () => {
        throw new Error('Nothing is chosen for a board that does not answer.');
      },
      places: [],
      method: 'auto',
      cleanUp: false,
      accepted: [],
      atMost: 4,
      count: null,
      once: false,
      onBoard: ({ port }) => ports.add(port),
      onEvent: () => undefined,
    },
  );
  await batch.run(stop.signal);
  return [...ports];
}

it('leaves out a board that was present but not ticked, and takes one that is plugged in later', async () => {
  const [ticked, unticked, late] = [fleet.mirror(), fleet.mirror(), fleet.mirror()];
  const list = (...boards: FleetBoard[]): PortList => ({
    ports: boards.map(({ listed }) => listed),
    unknown: null,
  });
  expect(
    await taken(ticked, [list(ticked, unticked), list(ticked, unticked), list(ticked, unticked, late)]),
  ).toEqual([ticked.wire.path, late.wire.path]);
});

it('does not take a board for a new one because the first listing of the ports failed', async () => {
  const [ticked, unticked] = [fleet.mirror(), fleet.mirror()];
  const both: PortList = { ports: [ticked.listed, unticked.listed], unknown: null };
  const nothing: PortList = { ports: [], unknown: phrase('The ports could not be listed.') };
  expect(await taken(ticked, [nothing, both, both])).toEqual([ticked.wire.path]);
});
