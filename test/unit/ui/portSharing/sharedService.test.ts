import { beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../../../../src/base/logger';
import { render } from '../../../../src/base/phrase';
import { transportErrors } from '../../../../src/transport/errors';
import type { PortHolder } from '../../../../src/ui/portSharing/otherExtension';
import { PortSharing } from '../../../../src/ui/portSharing/portSharing';
import { Desk } from '../../upgrade/desk';
import { PROGRAM } from '../../upgrade/scriptedBoard';
import { BoardBench, IMAGE } from '../../upgrade/run/boardBench';

const unhurried = new AbortController().signal;

/** Has the port until it is asked, connects with a Ctrl-C, and knows nothing of modems. */
class Pymakr implements PortHolder {
  readonly name = 'Pymakr';
  has = true;
  stubborn = false;
  lent = 0;

  holds(): Promise<boolean> {
    return Promise.resolve(this.has);
  }

  release(): ReturnType<PortHolder['release']> {
    if (!this.has) return Promise.resolve(undefined);
    this.lent++;
    this.has = this.stubborn;
    const giveBack = (): Promise<boolean> => Promise.resolve((this.has = true));
    return Promise.resolve({ interrupts: true, giveBack });
  }
}

describe('the service, where another extension has the port', () => {
  let pymakr: Pymakr;
  let bench: BoardBench;

  beforeEach(() => {
    pymakr = new Pymakr();
    bench = new BoardBench();
    bench.open = (path, ...more) =>
      pymakr.has ? Promise.reject(transportErrors.busy(path, undefined)) : bench.wire.open(path, ...more);
    bench.broker = new PortSharing([pymakr], silentLogger);
  });

  test('runs an upgrade while the port is on loan, and reports once, when it is given back', async () => {
    bench.toolPrints('Your modem has been successfully updated.\r\n', '41065');
    const backAtReport: boolean[] = [];
    bench.watch = ({ type }) => {
      if (type === 'report') backAtReport.push(pymakr.has);
    };
    const report = await bench.upgrade('flash');
    expect(report.outcome).toBe('upgraded');
    expect(backAtReport).toEqual([true]);
    expect(bench.events.at(-1)).toBe(report);
    expect(bench.notices).toContain('Pymakr has released the port for now.');
  });

  test('names in the report who has the port', async () => {
    pymakr.stubborn = true;
    const report = await bench.upgrade('flash');
    expect(report.error && render(report.error.message)).toMatch(/^Pymakr is using the port/);
    expect(bench.events.at(-1)).toBe(report);
  });

  test('gives the port back to nobody who could interrupt a tool that is at work still', async () => {
    bench.board.replies.set(PROGRAM.upgrade, () => {
      bench.board.say('OKSomething new\r\n');
      bench.board.onFriendly = () => undefined;
      return undefined;
    });
    const report = await bench.upgrade('flash');
    expect(report).toMatchObject({ modemState: 'recoverable', error: { code: 'TOOL_SILENT' } });
    expect(pymakr).toMatchObject({ has: false, lent: 1 });
    expect(bench.notices).toContain('Pymakr isn’t reconnected: that could interrupt the board.');
  });

  test('rehearses while the port is on loan, and names in the report who has it', async () => {
    const plan = await bench.plan('flash', { images: [IMAGE] });
    const request = { finding: bench.finding, method: plan.method, answer: plan, firmware: plan };
    const report = await bench.service.rehearse(request, { signal: unhurried, onEvent: () => undefined });
    expect(report.checks.length).toBeGreaterThan(1);
    expect(pymakr).toMatchObject({ has: true });
    expect(pymakr.lent).toBeGreaterThan(0);
  });
});

describe('looking at a board, where another extension has the port', () => {
  let pymakr: Pymakr;
  let desk: Desk;

  beforeEach(() => {
    pymakr = new Pymakr();
    desk = new Desk(undefined, undefined, new PortSharing([pymakr], silentLogger));
  });

  test('reads it while the port is on loan', async () => {
    expect((await desk.look()).kind).toBe('board');
    expect(pymakr).toMatchObject({ has: true, lent: 1 });
  });

  test('looks at its card while the port is on loan', async () => {
    await desk.services.cards.content(desk.wire.path, () => undefined, unhurried);
    expect(pymakr).toMatchObject({ has: true, lent: 1 });
  });

  test('asks nobody for what touches no port', async () => {
    await desk.services.cards.drives();
    await desk.services.service.unfinished();
    expect(pymakr.lent).toBe(0);
  });

  test('gives nobody the port to interrupt a tool whose end was waited for until Cancel', async () => {
    await desk.toolMayRun(600_000);
    desk.board.onFriendly = () => undefined;
    const cancel = new AbortController();
    void desk.clock.sleep(60_000).then(() => cancel.abort());
    await expect(desk.look(cancel.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(pymakr).toMatchObject({ has: false, lent: 1 });
  });
});
