import { describe, expect, test } from 'vitest';
import { BOARD_FINDING } from '../../ui/samples';
import { Desk } from '../desk';
import { summed } from '../journal/sampleEntry';
import { IMEI, PROGRAM, UNIQUE_ID } from '../scriptedBoard';

const unhurried = new AbortController().signal;

/** Tasks other than an upgrade that use a board’s prompt. */
const WAYS = {
  'looking at the card': ({ services, wire, waits }: Desk): Promise<unknown> =>
    services.cards.content(wire.path, ({ template }) => waits.push(template), unhurried),
  'emptying the card': ({ services, board, wire, waits }: Desk): Promise<unknown> => {
    board.replies.set(PROGRAM.format, '0\r\n');
    return services.cards.format(wire.path, ({ template }) => waits.push(template), unhurried);
  },
  'a repair': ({ services: { service }, wire, waits }: Desk): Promise<unknown> => {
    const finding = { ...BOARD_FINDING, port: wire.path, modem: { ...BOARD_FINDING.modem, imei: IMEI } };
    const [repair] = service.diagnose(finding, []).repairs.filter(({ by }) => by.kind === 'board');
    if (!repair) throw new Error('no repair');
    return service.repair(repair, finding, {
      confirmed: repair.id,
      signal: unhurried,
      onEvent: (event) => {
        if (event.type === 'wait') waits.push(event.reason.template);
      },
    });
  },
} as const;

describe.each(Object.entries(WAYS))('%s', (name, go) => {
  test('does not interrupt a tool that may be running on the board', async () => {
    const desk = new Desk();
    await desk.toolMayRun(600_000);
    const seen = desk.toolEnds();
    await go(desk);
    expect(seen.keysUntilItsEnd).toEqual(['\x02']);
    expect(desk.waits[0]).toMatch(/Waiting until the board has finished/);
  });

  test('sends no interrupting key to a board that reports an upgrade of its modem', async () => {
    const desk = new Desk();
    desk.board.mute = true;
    void desk.clock.sleep(500).then(() => desk.board.say('\rSending 452000 bytes: [####      ]  12%'));
    await expect(go(desk)).rejects.toMatchObject({ code: 'BOARD_UPGRADING', category: 'badInput' });
    expect(desk.board.keys).toEqual(['\r']);
  });

  test('has exclusive access to the port while it works', async () => {
    const desk = new Desk();
    const going = go(desk);
    await expect(desk.look()).rejects.toMatchObject({ code: 'PORT_IN_USE_BY_SESSION' });
    await going;
    expect((await desk.look()).kind).toBe('board');
  });

  test('is refused a port that another process uses', async () => {
    const desk = new Desk();
    const [lock = ''] = await locksWhile(desk, () => desk.look());
    desk.board.keys.length = 0;
    await desk.storage.write(lock, JSON.stringify({ pid: 1, started: '1', since: 0, token: 'another' }));
    await expect(go(desk)).rejects.toMatchObject({ code: 'PORT_IN_USE_ELSEWHERE' });
    expect(desk.board.keys).toEqual([]);
  });

  test('closes the port after a failure, and reports that failure', async () => {
    const desk = new Desk();
    desk.board.mute = true;
    await expect(go(desk)).rejects.toMatchObject({
      code: name === 'a repair' ? 'REPAIR_OUTDATED' : 'REPL_SILENT',
    });
    desk.board.mute = false;
    expect((await desk.look()).kind).toBe('board');
  });
});

test('a line of the tool that begins like a prompt is not a prompt, even if a bridge cuts it there', async () => {
  const desk = new Desk();
  await desk.toolMayRun(600_000);
  const seen = desk.toolEnds();
  const { onFriendly } = desk.board;
  desk.board.onFriendly = () => {
    onFriendly();
    desk.board.say('\r\n>>> ');
    void desk.clock.sleep(16).then(() => desk.board.say('GPy with firmware version UE5.0.0.0d\r\n'));
  };
  await WAYS['looking at the card'](desk);
  expect(seen.keysUntilItsEnd).toEqual(['\x02']);
});

test('a tool that was seen to end is not waited for again, whatever the board now runs', async () => {
  const desk = new Desk();
  await desk.toolMayRun(600_000);
  await WAYS['looking at the card'](desk);
  // Now the board runs its own program, and shows no prompt until it is interrupted.
  desk.board.onFriendly = () => undefined;
  desk.waits.length = 0;
  const begun = desk.clock.now();
  expect((await desk.look()).kind).toBe('board');
  expect(desk.waits.join()).not.toMatch(/Waiting until the board has finished/);
  expect(desk.clock.now() - begun).toBeLessThan(60_000);
});

test.each([
  ['reports another number', 'id=30aea4000002\r\n'],
  ['reports no number', ''],
])('a board at its prompt that %s closes no record of the board that was at its port', async (_, says) => {
  const desk = new Desk();
  await desk.toolMayRun(600_000);
  desk.board.replies.set(PROGRAM.id, says);
  await WAYS['looking at the card'](desk);
  const [record] = await desk.services.service.unfinished();
  expect(record && summed(record)).toMatchObject({ toolAtWork: true });
  // The first board is back and its tool still runs: no key interrupts it.
  const seen = desk.toolEnds();
  desk.board.keys.length = 0;
  desk.board.replies.set(PROGRAM.id, `id=${UNIQUE_ID}\r\n`);
  await desk.look();
  expect(seen.keysUntilItsEnd).toEqual(['\x02']);
  expect((await desk.services.service.unfinished()).map(summed)[0]).toMatchObject({ toolAtWork: false });
});

test('a board returns to its normal prompt after the work', async () => {
  const desk = new Desk();
  expect(await WAYS['looking at the card'](desk)).toEqual({ state: 'unreadable' });
  expect(desk.board.keys.at(-1)).toBe('\x02');
});

test('a board that disappears before it returns to its prompt is no failure', async () => {
  const desk = new Desk();
  desk.board.onFriendly = () => desk.wire.unplug();
  desk.board.replies.set(PROGRAM.card, 'absent\r\n');
  expect(await WAYS['looking at the card'](desk)).toEqual({ state: 'absent' });
});

async function locksWhile(desk: Desk, work: () => Promise<unknown>): Promise<string[]> {
  const working = work();
  await desk.clock.sleep(10);
  const names = (await desk.storage.list()).filter((name) => name.endsWith('.lock'));
  await working;
  return names;
}
