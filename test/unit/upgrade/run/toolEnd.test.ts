import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { render } from '../../../../src/base/phrase';
import { parseTraceback } from '../../../../src/board/sqnsupgrade/sqnsupgradeText';
import { toolError } from '../../../../src/board/sqnsupgrade/toolFailures';
import { ToolWatch } from '../../../../src/board/sqnsupgrade/toolWatch';
import { advised } from '../../../../src/upgrade/recovery/advice';
import { continuationOf } from '../../../../src/upgrade/recovery/continuation';
import { twoStepPair } from '../../../fixtures/firmware';
import { full, updater } from '../../../scenario/rig';
import { VirtualClock } from '../../../simulator/virtualClock';
import { sampleEntry } from '../journal/sampleEntry';
import { modemText, PROGRAM, SILENT_MODEM_TEXT, SUCCESS_TEXT } from '../scriptedBoard';
import { BoardBench } from './boardBench';

const WAITING =
  'Waiting for modem to finish the update...\r\nThis might take several minutes!\r\n<<<=== DO NOT DISCONNECT POWER ===>>>\r\n';
const GAVE_UP = 'OSError: Timeout waiting for modem to respond!';
const IN_UPDATER = 'Your modem is in upgrade mode! Use firmware.dup to flash new firmware.\r\n';
const MINUTE_MS = 60_000;
/** Commands that only read. */
const READS = /\?$|^AT$|^\+\+\+$|^ATI1$|^AT\+CGSN$|showver/;

/** The modem’s answer to a command, with the time since the tool’s end in ms; undefined for silence. */
type Answers = (question: string, ms: number) => string | undefined;

class ToolEndBench extends BoardBench {
  /** Commands that were sent through the board. */
  readonly asked: string[] = [];

  /** The tool prints this and may end in a traceback. Then the run queries the modem through the board. */
  toolEnds(printed: string, traceback: string, answers: Answers, info: string): void {
    this.board.replies.set(PROGRAM.upgrade, () => {
      const ended = this.clock.now();
      this.board.replies.set(PROGRAM.modem, info);
      this.asksModem(answers, ended);
      this.board.say(`OK${printed}\x04${traceback === '' ? '' : `Traceback:\r\n${traceback}`}\x04>`);
      return undefined;
    });
  }

  /** The board is silent for this long, which is too long, and then shows its prompt again. */
  toolIsSilent(ms: number, answers: Answers): void {
    const { board, clock } = this;
    board.replies.set(PROGRAM.upgrade, () => {
      const begun = clock.now();
      board.replies.set(PROGRAM.modem, SILENT_MODEM_TEXT);
      this.asksModem(answers, begun);
      board.onFriendly = () => void clock.sleep(begun + ms - clock.now()).then(() => board.say('>>> '));
      board.say('OK');
      return undefined;
    });
  }

  private asksModem(answers: Answers, since: number): void {
    this.board.replies.set(PROGRAM.ask, () => {
      // The command arrives as a string within a program text.
      const program = this.board.programs.at(-1)?.replaceAll('\\x27', "'").replaceAll('\\x5c', '\\') ?? '';
      const [, command = 'unknown'] = /question=b'([^'\\]*)/.exec(program) ?? [];
      this.asked.push(command);
      const said = answers(command, this.clock.now() - since);
      return `said=${said === undefined ? '' : Buffer.from(`\r\n${said}\r\nOK\r\n`).toString('hex')}\r\n`;
    });
  }
}

const installsUntil =
  (ms: number): Answers =>
  (question, now) => {
    if (question === 'AT+SMUPGRADE?') return now < ms ? '+SMUPGRADE: on-going' : '+SMUPGRADE: success';
    if (question === 'AT+SMSWBOOT?') return '+SMSWBOOT: FFF';
    if (question === 'AT+SMOD?') return now < ms ? '4' : '2';
    return '';
  };

const ENTRY = sampleEntry({
  method: 'flash',
  steps: [
    { id: 'open-board', kind: 'openBoard', image: null },
    { id: 'run-1', kind: 'runOnBoard', image: 0 },
    { id: 'verify-1', kind: 'verifyOnBoard', image: 0 },
  ],
});

function watched(lines: readonly string[], traceback: string): ToolWatch {
  const watch = new ToolWatch(new VirtualClock(), { onLine: () => undefined, onWait: () => undefined });
  for (const text of lines) watch.take({ text: text.trim(), finished: true });
  const crash = parseTraceback(traceback);
  if (crash) watch.fail(crash);
  return watch;
}

describe('the end of the board’s tool', () => {
  test('is not the modem’s: a modem that installs for half an hour more is waited for, with reading commands only', async () => {
    const bench = new ToolEndBench();
    bench.toolEnds(WAITING, GAVE_UP, installsUntil(30 * MINUTE_MS), modemText('41065'));
    expect(await bench.upgrade('flash')).toMatchObject({ outcome: 'upgraded', after: { build: '41065' } });
    expect(bench.asked.filter((command) => !READS.test(command))).toEqual([]);
    const waits = bench.events.flatMap((event) => (event.type === 'wait' ? [event] : []));
    expect(waits.map(({ reason }) => render(reason))).toContainEqual(
      expect.stringContaining('still be installing'),
    );
  });

  test('with a modem that still installs after 35 minutes leaves the power on, in report and journal', async () => {
    const bench = new ToolEndBench();
    bench.toolEnds(WAITING, GAVE_UP, installsUntil(Infinity), IN_UPDATER);
    const report = await bench.upgrade('flash');
    expect(report).toMatchObject({
      outcome: 'failed',
      modemState: 'recoverable',
      error: { code: 'APPLY_TIMEOUT' },
    });
    expect(report.next.map((each) => render(each)).join(' ')).toMatch(/^Leave the power on.* an hour after /);
  });

  test('with a modem that falls silent leaves the power on, too', async () => {
    const bench = new ToolEndBench();
    bench.toolEnds(WAITING, GAVE_UP, () => undefined, SILENT_MODEM_TEXT);
    const report = await bench.upgrade('flash');
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'MODEM_SILENT' } });
    expect(report.next.map((each) => render(each)).join(' ')).toMatch(/^Leave the power on/);
  });

  test.each([
    ['with a crash', '', "TypeError: 'NoneType' object isn't iterable"],
    ['with its own message', 'Upgrade failed with result 2+SMUPGRADE!\r\n', ''],
  ])(
    'after a report that it misreads is followed by 35 minutes of queries, and then the firmware’s start: %s',
    async (_, printed, raised) => {
      const bench = new ToolEndBench('/dev/ttyACM0', {}, { build: '33080', bootrom: '33080' });
      const files = { images: [full()], updater: updater() };
      bench.hasAll([...files.images, files.updater]);
      // The modem reports “success” for the bootrom and for the image: the two reports look the same.
      const answers: Answers = (question) => {
        if (question === 'AT+SMUPGRADE?') return 'success';
        const started = bench.asked.includes('AT+SMSWBOOT=1,1');
        return question === 'AT+SMOD?' ? (started ? '2' : '4') : '';
      };
      bench.toolEnds(WAITING + printed, raised, answers, modemText('41065'));
      const begun = bench.clock.now();
      const report = await bench.upgrade('sd', files);
      expect(report).toMatchObject({ outcome: 'upgraded', after: { build: '41065' } });
      expect(bench.clock.now() - begun).toBeGreaterThan(35 * MINUTE_MS);
      expect(bench.asked.filter((command) => !READS.test(command))).toEqual(['AT+SMSWBOOT=1,1']);
    },
  );

  test('with a modem that continues with its old firmware and reports no upgrade leaves it unchanged', async () => {
    const bench = new ToolEndBench();
    const idle: Answers = (question) =>
      ({ 'AT+SMUPGRADE?': '+SMUPGRADE: No report', 'AT+SMOD?': '2', ATI1: 'UE5.0.0.0d\r\nLR5.1.1.0-39529' })[
        question
      ] ?? '';
    bench.toolEnds(WAITING, GAVE_UP, idle, modemText('39529'));
    expect(await bench.upgrade('flash')).toMatchObject({ outcome: 'failed', modemState: 'untouched' });
  });

  test('before the modem had its image is reported at once', async () => {
    const bench = new ToolEndBench();
    bench.toolEnds('Code download failed[1], aborting!\r\n', '', installsUntil(Infinity), modemText('39529'));
    expect(await bench.upgrade('flash')).toMatchObject({ error: { code: 'TOOL_TRANSFER_FAILED' } });
    expect(bench.asked).toEqual([]);
  });

  test('after the modem reported its own failure is reported at once', async () => {
    const bench = new ToolEndBench();
    const printed = `${WAITING}Upgrade failed with result failure[1]!\r\n`;
    bench.toolEnds(printed, '', installsUntil(Infinity), modemText('39529'));
    expect(await bench.upgrade('flash')).toMatchObject({ error: { code: 'TOOL_UPGRADE_FAILED' } });
    expect(bench.asked).toEqual([]);
  });

  test('leaves the power on when the modem was last known to be installing, whatever the tool printed', () => {
    const line = fc.constantFrom(
      'Attempting AT wakeup...\r\n',
      'Session opened: version 1, max transfer 8192 bytes\r\n',
      '\rSending 12000 bytes: [####]  12%\r\n',
      'Code download done, returning to user mode\r\n',
      'Resetting.....\r\n',
      'Could not detect your modem!\r\n',
      'Timeout while waiting for modem to finish updating!\r\n',
      'Upgrade failed with result on-going!\r\n',
      'Please check your firmware file(s)\r\n',
      'something that nobody knows\r\n',
    );
    const traceback = fc.constantFrom(
      '',
      GAVE_UP,
      'AttributeError: no such attribute',
      'SystemExit: 1',
      'OSError: Timeout while waiting for modem to finish updating!',
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 6 }),
        fc.array(line, { maxLength: 6 }),
        traceback,
        (before, after, raised) => {
          // A second transfer starts only if the modem answers.
          const behind = after.filter((each) => !/Session|Sending/.test(each));
          const { mayInstall, failures } = watched([...before, ...WAITING.split('\r\n'), ...behind], raised);
          expect(mayInstall).toBe(true);
          for (const failure of failures) {
            const error = toolError(failure, '');
            const told = advised(error, sampleEntry({ ...ENTRY, installing: mayInstall }));
            const text = render(told.remedy);
            if (text.includes('Unplug the board')) expect(text).toMatch(/^Leave the power on/);
          }
        },
      ),
    );
  });

  test('that was not seen, with a silent modem, is followed by queries for as long as it may install', async () => {
    const bench = new ToolEndBench();
    const answers: Answers = (question, ms) => {
      if (ms < 70 * MINUTE_MS) return undefined;
      bench.board.replies.set(PROGRAM.modem, modemText('41065'));
      return installsUntil(0)(question, ms);
    };
    bench.toolIsSilent(39 * MINUTE_MS, answers);
    expect(await bench.upgrade('flash')).toMatchObject({ outcome: 'upgraded', after: { build: '41065' } });
    expect(bench.clock.now()).toBeGreaterThan(70 * MINUTE_MS);
    expect(bench.asked.filter((command) => !READS.test(command))).toEqual([]);
  });

  test.each([
    ['reports no success', '+SMUPGRADE: No report', 1, { error: { code: 'VERSION_UNPROVEN' } }],
    ['reports success', '+SMUPGRADE: success', 2, { outcome: 'upgraded' }],
  ])(
    'that was not seen, of the first of two steps that keeps the version: if the modem %s',
    async (_, result, runs, end) => {
      const bench = new ToolEndBench();
      const images = twoStepPair({ size: 30_000 }).map((bytes, index) => ({
        name: `CATM1-5.2-48829-${index + 1}.dup`,
        bytes,
      }));
      bench.hasAll(images);
      bench.toolIsSilent(39 * MINUTE_MS, (question) => (question === 'AT+SMUPGRADE?' ? result : ''));
      bench.watch = (event) => {
        if (event.type !== 'step' || event.state !== 'started') return;
        if (event.id === 'verify-1') bench.board.replies.set(PROGRAM.modem, modemText('39529'));
        if (event.id === 'run-2') bench.toolPrints(SUCCESS_TEXT, '48829');
      };
      const report = await bench.upgrade('sd', { images });
      expect(report).toMatchObject(end);
      expect(bench.ran('upgrade')).toHaveLength(runs);
      if (report.error) expect(render(report.error.remedy)).toMatch(/^Leave the power on/);
    },
  );

  test('is a success if the tool reports that, without a query to the modem', async () => {
    const bench = new ToolEndBench();
    bench.toolEnds(WAITING + SUCCESS_TEXT, '', installsUntil(Infinity), modemText('41065'));
    expect(await bench.upgrade('flash')).toMatchObject({ outcome: 'upgraded' });
    expect(bench.asked).toEqual([]);
  });
});

describe('the record of it', () => {
  const words = (changes: Parameters<typeof sampleEntry>[0]): string =>
    continuationOf(sampleEntry({ ...ENTRY, ...changes }))
      .map((each) => render(each))
      .join(' ');
  const end = { at: 1, outcome: 'failed', modemState: 'recoverable' } as const;

  test.each([1, 2])('leaves the power on while the modem may install (step %i)', (current) => {
    const text = words({ current, end, installing: true });
    expect(text).toMatch(/^The modem may still be installing on its own: leave the power on/);
    expect(text.replace(/Only if[^.]*\./g, '')).not.toMatch(/Unplug the board/);
  });

  test('leaves the power on after an interruption behind the tool', () => {
    expect(words({ current: 1, end: null })).toMatch(/^The modem may still be installing on its own/);
    expect(words({ current: 1, end: null, toolAtWork: true })).toMatch(
      /^The board may still be upgrading its modem/,
    );
  });

  test('does not do that if the modem is known not to install', () => {
    expect(words({ current: 1, end, installing: false })).not.toContain('installing on its own');
  });
});
