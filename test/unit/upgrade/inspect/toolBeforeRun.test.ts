import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../../../src/base/logger';
import type { UpgradeEvent } from '../../../../src/upgrade/events';
import { RehearsalRecords } from '../../../../src/upgrade/journal/rehearsalRecords';
import type { RehearsalEvent } from '../../../../src/upgrade/rehearsal/rehearsal';
import type { ReportedError } from '../../../../src/upgrade/report';
import { differential } from '../../../scenario/rig';
import { checkFiles } from '../../../scenario/serviceUser';
import { BOARD_FINDING, OLD_MODEM } from '../../ui/samples';
import { Desk } from '../desk';
import { NOWHERE } from '../journal/sampleEntry';
import { IMEI, UNIQUE_ID } from '../scriptedBoard';

const signal = new AbortController().signal;

/** Tasks that start with an older plan. They must not interrupt anyone who uses the board now. */
const BEGINS = ['an upgrade', 'a rehearsal'] as const;

/** @returns the result */
async function begin(what: (typeof BEGINS)[number], desk: Desk): Promise<ReportedError | null> {
  const { service } = desk.services;
  const finding = {
    ...BOARD_FINDING,
    port: desk.wire.path,
    board: { ...BOARD_FINDING.board, flashFreeBytes: 4_000_000 },
    modem: { ...OLD_MODEM, imei: IMEI },
  };
  const firmware = await checkFiles(service, { images: [differential()] });
  const plan = service.plan(finding, firmware, { method: 'flash' });
  if (plan.kind === 'refusal') throw new Error(`refused by ${plan.rule}`);
  const onEvent = (event: UpgradeEvent | RehearsalEvent): void => {
    if (event.type === 'wait') desk.waits.push(event.reason.template);
  };
  const { error } =
    what === 'an upgrade'
      ? await service.run(plan, {
          confirmed: plan.warnings.map(({ rule }) => rule),
          signal,
          onEvent,
        })
      : await service.rehearse({ finding, method: 'flash', answer: plan, firmware }, { signal, onEvent });
  return error;
}

describe.each(BEGINS)('%s', (what) => {
  test('does not interrupt a tool that the user typed after the board was read', async () => {
    const desk = new Desk();
    desk.board.mute = true;
    void desk.clock.sleep(500).then(() => desk.board.say('\rSending 452000 bytes: [####      ]  12%'));
    expect(await begin(what, desk)).toMatchObject({ code: 'BOARD_UPGRADING' });
    expect(desk.board.keys).toEqual(['\r']);
  });

  test('waits for a tool that another window started since then and left running', async () => {
    const desk = new Desk();
    await desk.toolMayRun(600_000);
    const seen = desk.toolEnds();
    await begin(what, desk);
    expect(desk.waits[0]).toMatch(/Waiting until the board has finished/);
    expect(seen.keysUntilItsEnd).toEqual(['\x02']);
  });
});

test('the files of an earlier rehearsal stay on the board while a tool is running', async () => {
  const desk = new Desk();
  const board = { ...NOWHERE, port: desk.wire.path, sysname: 'GPy', uniqueId: UNIQUE_ID };
  const processes = {
    self: () => Promise.resolve({ pid: 7, started: '1' }),
    lifeOf: () => Promise.resolve('ended' as const),
    canonicalPort: (port: string) => Promise.resolve(port),
  };
  const { storage, clock } = desk;
  const records = new RehearsalRecords({ storage, processes, clock, logger: silentLogger });
  await (await records.begin(board, false)).note({ files: ['/flash/lte-rehearsal.bin'] });

  desk.board.mute = true;
  const talking = new AbortController();
  void (async () => {
    while (!talking.signal.aborted) {
      desk.board.say('\rSending 452000 bytes: [####      ]  12%');
      await clock.sleep(800);
    }
  })();
  expect(await begin('a rehearsal', desk)).toMatchObject({ code: 'BOARD_UPGRADING' });
  talking.abort();
  expect(new Set(desk.board.keys)).toEqual(new Set(['\r']));
  expect(await records.interrupted()).toMatchObject([{ files: ['/flash/lte-rehearsal.bin'] }]);
});
