import { describe, expect, it, onTestFinished } from 'vitest';
import { REPAIRS } from '../../src/upgrade/recovery/repairs';
import type { Repair } from '../../src/upgrade/recovery/repair';
import type { Finding } from '../../src/upgrade/inspect/finding';
import { startBoardWithModem, stopBoards } from '../simulator/board/startBoard';
import { BoardService } from './boardService';
import { full, Rig } from './rig';

const A_MINUTE_MS = 60_000;
const signal = new AbortController().signal;

function named(id: string): Repair {
  const repair = REPAIRS.find((each) => each.id === id);
  if (!repair) throw new Error(`no repair ${id}`);
  return repair;
}

/** A board whose modem is silent, so recovery offers every repair of the board. */
async function boardService(): Promise<BoardService> {
  onTestFinished(stopBoards);
  const { client, wire } = await startBoardWithModem({ habits: [{ when: { at: '*' }, what: 'silence' }] });
  await client.transport.close();
  return new BoardService(wire.path, wire.open);
}

function repair(
  bench: Pick<BoardService, 'service' | 'events'>,
  id: string,
  finding: Finding,
): Promise<void> {
  return bench.service.repair(named(id), finding, {
    confirmed: id,
    signal,
    onEvent: (event) => bench.events.push(event),
  });
}

it('runs each repair on the board and leaves it at its prompt', { timeout: 60_000 }, async () => {
  const bench = await boardService();
  const finding = await bench.inspect();
  const ids = REPAIRS.filter(({ by }) => by.kind === 'board').map(({ id }) => id);
  expect(ids).toContain('factory-reset');
  for (const id of ids.filter((each) => each !== 'lte-not-on-boot')) {
    await repair(bench, id, finding);
    expect(bench.events.at(-1)).toMatchObject({ type: 'wait', reason: named(id).title });
  }
  expect(await bench.inspect()).toMatchObject({ kind: 'board' });
});

it('reports the board’s output of a failed repair', async () => {
  const bench = await boardService();
  const finding = await bench.inspect();
  // This firmware lacks the function.
  await expect(repair(bench, 'lte-not-on-boot', finding)).rejects.toMatchObject({
    code: 'BOARD_PROGRAM_FAILED',
  });
  expect(await bench.inspect()).toMatchObject({ kind: 'board' });
});

it('restarts a modem in MIRROR mode, and waits for its start message', async () => {
  const rig = new Rig({ state: 1 });
  const finding = await rig.inspect();
  await repair(rig, 'at-reset', finding);
  expect(rig.modem.truth.commands).toContain('AT^RESET');
  expect(rig.events.at(-1)).toMatchObject({ type: 'wait' });
});

it('does not restart a modem in its updater that does not say whether it is at work', async () => {
  const rig = new Rig({ state: 4 });
  const finding = await rig.inspect();
  rig.modem.declareFaults([{ when: { at: 'AT+SMUPGRADE?' }, what: 'ignore', times: 'always' }]);
  await expect(repair(rig, 'at-reset', finding)).rejects.toMatchObject({ code: 'REPAIR_NOT_POSSIBLE' });
  expect(rig.modem.truth.commands).not.toContain('AT^RESET');
});

describe('a modem that waits in its updater', () => {
  it('has its firmware started in MIRROR mode', async () => {
    const rig = new Rig({ state: 4 });
    const finding = await rig.inspect();
    expect(finding).toMatchObject({ modem: { state: 4 } });
    await repair(rig, 'start-firmware', finding);
    expect(rig.modem.truth).toMatchObject({ state: 2, images: [] });
    expect(await rig.inspect()).toMatchObject({ kind: 'modem', modem: { state: 2 } });
  });

  it('has its firmware started through the board', { timeout: 60_000 }, async () => {
    onTestFinished(stopBoards);
    const { client, wire, modem } = await startBoardWithModem({ state: 4 });
    await client.transport.close();
    const bench = new BoardService(wire.path, wire.open);
    const finding = await bench.inspect();
    expect(finding).toMatchObject({ kind: 'board', modem: { state: 4 } });
    await repair(bench, 'start-firmware', finding);
    expect(modem.truth).toMatchObject({ state: 2, images: [] });
    expect(await bench.inspect()).toMatchObject({ kind: 'board', modem: { state: 2 } });
  });

  it.each([
    ['recovery', 0],
    ['updater', 4],
  ] as const)(
    'starts its %s when its firmware is damaged, and the wait ends',
    async (afterPowerCut, state) => {
      // The factory updater refuses the image after the image has replaced the firmware.
      const rig = new Rig({ state: 4, bootrom: '33080', afterPowerCut });
      expect(await rig.upgrade({ images: [full()] })).toMatchObject({ outcome: 'failed' });
      const finding = await rig.inspect();
      expect(finding).toMatchObject({ modem: { state: 4 } });
      const offered = rig.service
        .diagnose(finding, await rig.service.unfinished())
        .repairs.find(({ id }) => id === 'start-firmware');
      // The modem reported the failure itself, so it isn't at work any more.
      expect(offered).toMatchObject({ risk: 'careful' });
      if (!offered) return;
      const before = rig.clock.now();
      await rig.service.repair(offered, finding, {
        confirmed: offered.id,
        signal,
        onEvent: () => undefined,
      });
      expect(rig.clock.now() - before).toBeLessThan(2 * A_MINUTE_MS);
      expect(await rig.inspect()).toMatchObject({ kind: 'modem', modem: { state } });
    },
  );

  it.each([
    [
      'it does not answer any more',
      (rig: Rig) => rig.modem.declareFaults([{ when: { at: 'AT' }, what: 'ignore', times: 'always' }]),
      'REPAIR_OUTDATED',
    ],
    [
      'it does not say whether it is at work',
      (rig: Rig) =>
        rig.modem.declareFaults([{ when: { at: 'AT+SMUPGRADE?' }, what: 'ignore', times: 'always' }]),
      'REPAIR_NOT_POSSIBLE',
    ],
    ['it runs its firmware by now', () => undefined, 'REPAIR_OUTDATED'],
  ])('is not restarted when %s', async (why, change, code) => {
    const finding = await new Rig({ state: 4 }).inspect();
    const rig = new Rig({ state: why.includes('firmware') ? 2 : 4 });
    change(rig);
    await expect(repair(rig, 'start-firmware', finding)).rejects.toMatchObject({ code });
    expect(rig.modem.truth.commands.filter((command) => command.startsWith('AT+SMSWBOOT='))).toEqual([]);
  });

  it('is not restarted when it has started to install an image since it was read', async () => {
    const finding = await new Rig({ state: 4 }).inspect();
    const rig = new Rig({ state: 4, initialReport: 'on-going' });
    await expect(repair(rig, 'start-firmware', finding)).rejects.toMatchObject({
      code: 'REPAIR_OUTDATED',
    });
    expect(rig.modem.truth.commands.filter((command) => command.startsWith('AT+SMSWBOOT='))).toEqual([]);
  });
});

describe('an outdated repair', () => {
  it.each([
    ['a modem that runs its firmware by now', { state: 2 }, undefined],
    ['another modem at the same port', { state: 1 }, '354346099225999'],
  ] as const)('is not done to %s', async (_, modem, imei) => {
    const before = await new Rig({ state: 1 }).inspect();
    if (before.kind === 'silent') throw new Error('nothing answers');
    const rig = new Rig(modem);
    const finding = imei === undefined ? before : { ...before, modem: { ...before.modem, imei } };
    await expect(repair(rig, 'at-reset', finding)).rejects.toMatchObject({ code: 'REPAIR_OUTDATED' });
    expect(rig.modem.truth.commands).not.toContain('AT^RESET');
  });

  it('has exclusive access to the port from the check to the end', async () => {
    const rig = new Rig({ state: 1 });
    const finding = await rig.inspect();
    const waits: string[] = [];
    const tries: unknown[] = [];
    const { signal: unhurried } = new AbortController();
    await rig.service.repair(named('at-reset'), finding, {
      confirmed: 'at-reset',
      signal: unhurried,
      onEvent: (event) => {
        if (event.type !== 'wait') return;
        waits.push(event.reason.template);
        tries.push(
          rig.service.inspect(rig.wire.path, () => undefined, unhurried).catch((error: unknown) => error),
        );
      },
    });
    expect(waits.length).toBeGreaterThan(1);
    for (const tried of await Promise.all(tries))
      expect(tried).toMatchObject({ code: 'PORT_IN_USE_BY_SESSION' });
  });
});

it('does nothing without confirmation, and no task that the user has to do', async () => {
  const rig = new Rig();
  const finding = await rig.inspect();
  const commands = rig.modem.truth.commands.length;
  const onEvent = (): void => undefined;
  const reset = named('at-reset');
  await expect(
    rig.service.repair(reset, finding, { confirmed: 'power-off', signal, onEvent }),
  ).rejects.toMatchObject({ code: 'CONFIRMATION_MISSING' });
  await expect(repair(rig, 'power-off', finding)).rejects.toMatchObject({ code: 'REPAIR_NOT_POSSIBLE' });
  await expect(repair(rig, 'lte-reset', finding)).rejects.toMatchObject({ code: 'REPAIR_NOT_POSSIBLE' });
  const silent: Finding = {
    kind: 'silent',
    port: rig.wire.path,
    sentence: { template: '', args: {} },
    remedy: { template: '', args: {} },
  };
  await expect(repair(rig, 'at-reset', silent)).rejects.toMatchObject({ code: 'REPAIR_NOT_POSSIBLE' });
  expect(rig.modem.truth.commands).toHaveLength(commands);
});
