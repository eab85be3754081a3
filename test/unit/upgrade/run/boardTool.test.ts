import { describe, expect, test } from 'vitest';
import { render } from '../../../../src/base/phrase';
import { TOOL_LIMIT_MS } from '../../../../src/upgrade/run/applyPatience';
import { fullImage } from '../../../fixtures/firmware';
import { full } from '../../../scenario/rig';
import { IMEI, modemText, PROGRAM, SILENT_MODEM_TEXT, SUCCESS_TEXT } from '../scriptedBoard';
import { BoardBench, IMAGE, NETWORK } from './boardBench';

describe('the board’s own tool', () => {
  test('that reports success is believed once the modem confirms it', async () => {
    const bench = new BoardBench();
    bench.toolPrints(SUCCESS_TEXT, '41065');
    expect(await bench.upgrade('flash')).toMatchObject({
      error: null,
      outcome: 'upgraded',
      before: { build: '39529' },
      after: { build: '41065' },
    });
    expect(bench.notices).toContain('upgdiff_39529-to-41065.dup is already on the board, and identical.');
  });

  test('that reports success fails when the modem runs something else', async () => {
    const bench = new BoardBench();
    bench.toolPrints(SUCCESS_TEXT, '39529');
    expect(await bench.upgrade('flash')).toMatchObject({
      outcome: 'failed',
      error: { code: 'WRONG_VERSION_AFTER' },
    });
  });

  test('that fails is reported with its own message, after the modem was read', async () => {
    const bench = new BoardBench();
    bench.toolPrints('Upgrade failed with result failure[diffUpgrade,226]!\r\n', '39529');
    expect(await bench.upgrade('flash')).toMatchObject({
      outcome: 'failed',
      modemState: 'untouched',
      after: { build: '39529' },
      error: { code: 'TOOL_UPGRADE_FAILED' },
    });
  });

  test.each([
    ['Unable to mount SD card!', 'TOOL_SD_CARD'],
    ['Firmware file is too small!', 'TOOL_FILE_UNUSABLE'],
    ['Your modem is in recovery mode. Please specify updater.elf file', 'TOOL_UPDATER_NEEDED'],
    ['Failed to start STP mode!', 'TOOL_MODEM_REFUSED'],
  ])('that prints “%s” ends the upgrade with %s', async (line, code) => {
    const bench = new BoardBench();
    bench.toolPrints(`${line}\r\n`, '39529');
    expect(await bench.upgrade('flash')).toMatchObject({
      outcome: 'failed',
      modemState: 'untouched',
      after: { build: '39529' },
      error: { code },
    });
  });

  test('that ends without a message has failed', async () => {
    const bench = new BoardBench();
    bench.toolPrints('', '39529');
    const report = await bench.upgrade('flash');
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'UPGRADE_REPORTED_FAILURE' } });
    expect(report.error && render(report.error.message)).toContain('without reporting success');
  });

  test('that leaves a silent modem leaves one that may recover', async () => {
    const bench = new BoardBench();
    bench.board.replies.set(PROGRAM.upgrade, () => {
      bench.board.replies.set(PROGRAM.modem, SILENT_MODEM_TEXT);
      return 'Timeout waiting for modem to respond!\r\n';
    });
    expect(await bench.upgrade('flash')).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      after: { state: null },
      error: { code: 'TOOL_MODEM_SILENT' },
    });
  });

  test('that leaves a silent board is reported with its own failure', async () => {
    const bench = new BoardBench();
    bench.board.replies.set(PROGRAM.upgrade, () => {
      bench.board.mute = true;
      return 'Code download failed, aborting!\r\n';
    });
    expect(await bench.upgrade('flash')).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      error: { code: 'TOOL_TRANSFER_FAILED' },
    });
  });

  test('that fails with the old build in the modem may have written half of it', async () => {
    const image = full();
    const bench = new BoardBench('/dev/ttyACM0', {}, { build: '41065' });
    bench.has(image);
    bench.toolPrints('Upgrade failed with result failure!\r\n', '41065');
    expect(await bench.upgrade('sd', { images: [image] })).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      after: { build: '41065' },
    });
  });

  test('is not started on another board than the planned one', async () => {
    const bench = new BoardBench();
    bench.board.replies.set(PROGRAM.inspect, 'sysname=FiPy\r\nrelease=1.20.2.r4\r\n');
    expect(await bench.upgrade('flash')).toMatchObject({
      outcome: 'refused',
      modemState: 'untouched',
      error: { code: 'FINDING_CHANGED' },
    });
    expect(bench.ran('modem')).toHaveLength(0);
  });

  test.each([
    ['another version', modemText('43818')],
    ['another boot loader', modemText('39529', '33080')],
    ['another identity', modemText('39529').replace(IMEI, '354346099999999')],
    ['no answer', SILENT_MODEM_TEXT],
  ])('is not started, and nothing is copied, when the modem now has %s', async (_, text) => {
    const bench = new BoardBench();
    bench.board.replies.set(PROGRAM.modem, text);
    expect(await bench.upgrade('flash')).toMatchObject({
      outcome: 'refused',
      modemState: 'untouched',
      error: { code: 'FINDING_CHANGED' },
    });
    expect(bench.ran('room')).toEqual([]);
    expect(bench.ran('upgrade')).toEqual([]);
  });

  test.each([
    ['another build', modemText('39528')],
    ['two builds', `${modemText('39529')}Software     : 5.1.1.0 [39528] by robot-soft\r\n`],
    ['no build', modemText('').replace(/^LR.*$/m, '')],
    ['another boot loader', modemText('39529', '38738')],
  ])('is started although the modem was misread once, as with %s', async (_, misread) => {
    const bench = new BoardBench();
    bench.toolPrints(SUCCESS_TEXT, '41065');
    let asked = 0;
    bench.board.replies.set(PROGRAM.modem, () => {
      asked++;
      if (bench.ran('upgrade').length > 0) return modemText('41065');
      return asked <= 2 ? misread : modemText('39529');
    });
    expect(await bench.upgrade('flash')).toMatchObject({ outcome: 'upgraded' });
    expect(asked).toBeGreaterThan(2);
  });

  test.each(['sd', 'uart', 'wireless'] as const)('%s reads the modem first, too', async (method) => {
    const bench = new BoardBench(method === 'wireless' ? NETWORK : undefined);
    bench.board.replies.set(PROGRAM.modem, modemText('43818'));
    expect(await bench.upgrade(method)).toMatchObject({ error: { code: 'FINDING_CHANGED' } });
    expect([...bench.ran('upgrade'), ...bench.ran('mirror')]).toEqual([]);
  });

  test('is started although the first reading of the modem failed', async () => {
    const bench = new BoardBench();
    bench.toolPrints(SUCCESS_TEXT, '41065');
    const replies = [SILENT_MODEM_TEXT, modemText('39529')];
    bench.board.replies.set(PROGRAM.modem, () => replies.shift() ?? modemText('39529'));
    expect(await bench.upgrade('flash')).toMatchObject({ outcome: 'upgraded' });
  });

  test('is followed by a clean-up, except of a file that existed before', async () => {
    for (const [before, removed] of [
      ['', ['remove']],
      ['size=3\r\n', []],
    ] as const) {
      const bench = new BoardBench();
      bench.toolPrints(SUCCESS_TEXT, '41065');
      bench.board.replies.set(PROGRAM.room, `${before}free=4000000\r\nmemory=1000000\r\n`);
      const report = await bench.upgrade('flash', { images: [IMAGE] }, { cleanUp: true });
      expect(report).toMatchObject({ outcome: 'upgraded' });
      expect(bench.ran('remove').map(() => 'remove')).toEqual(removed);
    }
  });

  test('is followed by a clean-up if requested, which keeps older files', async () => {
    const bench = new BoardBench();
    bench.toolPrints(SUCCESS_TEXT, '41065');
    expect(await bench.upgrade('flash', { images: [IMAGE] }, { cleanUp: true })).toMatchObject({
      outcome: 'upgraded',
    });
    expect(bench.board.ran('remove')).toEqual([]);
  });
});

describe('a tool with unknown output', () => {
  const WORKING =
    'Session opened: version 1, max transfer 8192 bytes\r\nSending 100000 bytes: [####]  99%\r\nWaiting for modem to finish the update...\r\n';

  /** The tool prints this and then runs silently for `ms` milliseconds. */
  function saying(text: string, ms: number): BoardBench {
    const bench = new BoardBench();
    bench.board.replies.set(PROGRAM.upgrade, () => {
      const begun = bench.clock.now();
      bench.board.keys.length = 0;
      bench.board.say(text);
      bench.board.replies.set(PROGRAM.modem, SILENT_MODEM_TEXT);
      bench.board.onFriendly = () => {
        void bench.clock.sleep(Math.max(0, begun + ms - bench.clock.now())).then(() => {
          bench.board.replies.set(PROGRAM.modem, modemText('41065'));
          bench.board.say('\x04\x04>\r\n>>> ');
        });
      };
      return undefined;
    });
    return bench;
  }

  test('is still followed after the output of another thread', async () => {
    const bench = saying(`Pybytes: keep alive\r\nOK${WORKING}`, 0);
    const waits: string[] = [];
    bench.watch = (event) => {
      if (event.type === 'wait') waits.push(render(event.reason));
    };
    void bench.clock.sleep(30 * 60_000).then(() => {
      bench.board.replies.set(PROGRAM.modem, modemText('41065'));
      bench.board.say(`${SUCCESS_TEXT}\x04\x04>`);
    });
    expect(await bench.upgrade('flash')).toMatchObject({ error: null, outcome: 'upgraded' });
    expect(waits).toContain('The modem is installing the new firmware. Don’t unplug the board.');
    expect(waits.join()).not.toContain('silent for longer');
  });

  test('is not interrupted: the run waits for its end and then reads the modem', async () => {
    const bench = saying('OKSomething new\r\n', 30 * 60_000);
    const ends: number[] = [];
    bench.watch = (event) => {
      if (event.type === 'wait' && render(event.reason).includes('silent for longer'))
        ends.push(event.until - bench.clock.wallTime());
    };
    expect(await bench.upgrade('flash')).toMatchObject({
      error: null,
      outcome: 'upgraded',
      after: { build: '41065' },
    });
    expect(bench.board.keys[0]).toBe('\x02');
    expect(bench.clock.now()).toBeGreaterThanOrEqual(30 * 60_000);
    expect(ends).toHaveLength(1);
    expect(ends[0]).toBeGreaterThan(30 * 60_000);
  });

  test('and without an end in the longest possible time is left alone', async () => {
    const bench = saying('OKSomething new\r\n', 2 * TOOL_LIMIT_MS);
    expect(await bench.upgrade('flash')).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      error: { code: 'TOOL_SILENT' },
    });
    expect(bench.board.keys).toEqual(['\x02']);
    expect(bench.clock.now()).toBeGreaterThanOrEqual(TOOL_LIMIT_MS);
  });

  test('is mentioned when the user cancels meanwhile', async () => {
    const bench = saying('OKSomething new\r\n', 20 * 60_000);
    void bench.clock.sleep(10 * 60_000).then(() => bench.cancel.abort());
    // The tool had started, so the run waits for its end and skips only the later steps.
    expect(await bench.upgrade('flash')).toMatchObject({ after: { build: '41065' } });
    expect(bench.events.map(({ type }) => type)).toContain('cancelling');
    expect(bench.board.keys[0]).toBe('\x02');
  });

  test('never has its board restarted to read the modem', async () => {
    const bench = new BoardBench();
    bench.board.replies.set(PROGRAM.upgrade, () => {
      bench.board.mute = true;
      return 'Code download failed, aborting!\r\n';
    });
    await bench.upgrade('flash');
    expect(bench.board.keys.join('')).not.toContain('\x06');
  });
});

describe('between the two steps to 5.2-48829', () => {
  const HALVES = ([1, 2] as const).map((half) => ({
    name: `CATM1-5.2-48829-${half}.dup`,
    bytes: fullImage({
      build: half === 1 ? '39529' : '48829',
      version: '5.2.1.0',
      size: 100_000,
      seed: half,
    }),
  }));

  function halfway(readings: readonly string[]): BoardBench {
    const bench = new BoardBench('/dev/ttyACM0', {}, { build: '41065' });
    bench.hasAll(HALVES);
    bench.board.replies.set(PROGRAM.upgrade, () => {
      const left = [...readings];
      const second = bench.ran('upgrade').length === 2;
      bench.board.replies.set(PROGRAM.modem, () =>
        second ? modemText('48829') : left.length > 1 ? left.shift() : left[0],
      );
      return SUCCESS_TEXT;
    });
    return bench;
  }

  test('a modem that did not answer is read again', async () => {
    const bench = halfway([SILENT_MODEM_TEXT, 'Traceback: no modem\r\n', modemText('39529')]);
    expect(await bench.upgrade('sd', { images: HALVES })).toMatchObject({
      error: null,
      outcome: 'upgraded',
      after: { build: '48829' },
    });
  });

  test('a modem that ran the build between them before is not unchanged, although it looks so', async () => {
    const bench = new BoardBench('/dev/ttyACM0', {}, { build: '39529' });
    bench.hasAll(HALVES);
    bench.board.replies.set(PROGRAM.upgrade, () =>
      bench.ran('upgrade').length === 1 ? SUCCESS_TEXT : 'Code download failed, aborting!\r\n',
    );
    expect(await bench.upgrade('sd', { images: HALVES })).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      after: { build: '39529' },
      error: { code: 'TOOL_TRANSFER_FAILED' },
    });
  });

  test('the second is not sent to a modem that is silent for a minute', async () => {
    const bench = halfway([SILENT_MODEM_TEXT]);
    const report = await bench.upgrade('sd', { images: HALVES });
    expect(report).toMatchObject({ modemState: 'recoverable', error: { code: 'MODEM_SILENT' } });
    expect(report.next.map((each) => render(each)).join()).toMatch(/^Leave the power on.*48829-2\.dup/);
    expect(bench.ran('upgrade')).toHaveLength(1);
    expect(bench.clock.now()).toBeGreaterThan(45_000);
  });
});

test('a cancel while the tool’s step is recorded takes effect before the tool starts', async () => {
  const bench = new BoardBench();
  bench.toolPrints(SUCCESS_TEXT, '41065');
  const write = bench.storage.write.bind(bench.storage);
  bench.storage.write = async (name, text) => {
    const latest = bench.events.findLast((event) => event.type === 'step');
    if (latest?.type === 'step' && latest.id === 'upload-1' && latest.state === 'done') bench.cancel.abort();
    await write(name, text);
  };
  expect(await bench.upgrade('flash')).toMatchObject({ outcome: 'cancelled', modemState: 'untouched' });
  expect(bench.ran('upgrade')).toEqual([]);
  expect(await bench.service.unfinished()).toEqual([]);
});
