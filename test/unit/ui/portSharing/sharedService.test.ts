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

/** Has the port until it is asked to release it, connects with a Ctrl-C, and knows nothing about modems. */
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

describe('the service, when another extension has the port', () => {
  let pymakr: Pymakr;
  let bench: BoardBench;

  beforeEach(() => {
    pymakr = new Pymakr();
    bench = new BoardBench();
    bench.open = (path, ...more) =>
      pymakr.has ? Promise.reject(transportErrors.busy(path, undefined)) : bench.wire.open(path, ...more);
    bench.broker = new PortSharing([pymakr], silentLogger);
  });

  test('runs an upgrade with the borrowed port, and reports once, after returning it', async () => {
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

  test('names the program that has the port in the report', async () => {
    pymakr.stubborn = true;
    const report = await bench.upgrade('flash');
    expect(report.error && render(report.error.message)).toMatch(/^Pymakr is using the port/);
    expect(bench.events.at(-1)).toBe(report);
  });

  test('returns the port to no program that could interrupt a running tool', async () => {
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

  test('rehearses with the borrowed port, and returns it', async () => {
    const plan = await bench.plan('flash', { images: [IMAGE] });
    const request = { finding: bench.finding, method: plan.method, answer: plan, firmware: plan };
    const report = await bench.service.rehearse(request, { signal: unhurried, onEvent: () => undefined });
    expect(report.checks.length).toBeGreaterThan(1);
    expect(pymakr).toMatchObject({ has: true });
    expect(pymakr.lent).toBeGreaterThan(0);
  });
});

describe('reading a board, when another extension has the port', () => {
  let pymakr: Pymakr;
  let desk: Desk;

  beforeEach(() => {
    pymakr = new Pymakr();
    desk = new Desk(undefined, undefined, new PortSharing([pymakr], silentLogger));
  });

  test('reads it with the borrowed port', async () => {
    expect((await desk.look()).kind).toBe('board');
    expect(pymakr).toMatchObject({ has: true, lent: 1 });
  });

  test('reads its card with the borrowed port', async () => {
    await desk.services.cards.content(desk.wire.path, () => undefined, unhurried);
    expect(pymakr).toMatchObject({ has: true, lent: 1 });
  });

  test('asks no program for work that needs no port', async () => {
    await desk.services.cards.drives();
    await desk.services.service.unfinished();
    expect(pymakr.lent).toBe(0);
  });

  test('returns the port to no program when the user cancels the wait for a running tool', async () => {
    await desk.toolMayRun(600_000);
    desk.board.onFriendly = () => undefined;
    const cancel = new AbortController();
    void desk.clock.sleep(60_000).then(() => cancel.abort());
    await expect(desk.look(cancel.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(pymakr).toMatchObject({ has: false, lent: 1 });
  });
});
