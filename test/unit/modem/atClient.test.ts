import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type AtAnswer, AtClient, type AtCommand } from '../../../src/modem/atClient';
import { ByteStream } from '../../../src/transport/byteStream';
import { VirtualClock } from '../../simulator/virtualClock';
import { FakeTransport } from '../transport/fakeTransport';

const SMOD: AtCommand = { text: 'AT+SMOD?', deadlineMs: 3000, expect: /^\d$/, unfinished: /^\d$/ };
const IDENTIFY: AtCommand = { text: 'ATI1', deadlineMs: 3000 };

class Line {
  readonly port = new FakeTransport();
  readonly clock = new VirtualClock();
  readonly unsolicited: string[] = [];
  readonly client = new AtClient(new ByteStream(this.port, this.clock), this.clock, (line) =>
    this.unsolicited.push(line),
  );
  readonly signal = new AbortController().signal;

  /** Answers with these pieces, `gapMs` apart. */
  ask(command: AtCommand, pieces: readonly string[], gapMs = 10): Promise<AtAnswer | undefined> {
    this.port.onWrite = () => {
      this.port.onWrite = () => undefined;
      const say = async (): Promise<void> => {
        for (const piece of pieces) {
          await this.clock.sleep(gapMs);
          this.port.say(piece);
        }
      };
      void say();
    };
    return this.client.ask(command, this.signal);
  }
}

const ANSWER = '\r\nUE5.0.0.0d\r\nLR5.1.1.0-41065\r\n\r\nOK\r\n';
const LINES = ['UE5.0.0.0d', 'LR5.1.1.0-41065'];

describe('a modem that starts during a command', () => {
  test('has lost the command, so the client stops waiting', async () => {
    const line = new Line();
    expect(await line.ask(IDENTIFY, ['\0\xfc\0\r\n+SYSSTART\r\n'])).toBeUndefined();
    expect(line.clock.now()).toBeLessThan(IDENTIFY.deadlineMs / 2);
    expect(line.unsolicited).toEqual(['+SYSSTART']);
  });

  test('may still answer if the +SYSSTART line was late', async () => {
    const pieces = ['\r\n+SYSSTART\r\n', ANSWER];
    expect(await new Line().ask(IDENTIFY, pieces, 100)).toEqual({ lines: LINES, result: 'OK' });
  });
});

describe('an answer', () => {
  property.prop([fc.array(fc.nat({ max: ANSWER.length }), { maxLength: 8 })])(
    'is the same in any pieces',
    async (cuts) => {
      const bounds = [0, ...cuts.sort((one, other) => one - other), ANSWER.length];
      const pieces = bounds.slice(1).map((end, index) => ANSWER.slice(bounds[index], end));
      expect(await new Line().ask(IDENTIFY, pieces)).toEqual({ lines: LINES, result: 'OK' });
    },
  );

  test.each([
    ['one line end before OK', '\r\nUE5.0.0.0d\r\nLR5.1.1.0-41065\r\nOK\r\n'],
    ['no leading line end', 'UE5.0.0.0d\r\nLR5.1.1.0-41065\r\n\r\nOK\r\n'],
    ['echo before it', `ATI1\r\r\n${ANSWER}`],
    ['noise before it', `\0\0\xfc\0\x80${ANSWER}`],
    ['NULs between', ANSWER.replaceAll('\r\n', '\0\r\n')],
    ['no line end after OK', ANSWER.slice(0, -2)],
    ['a stale line before the echo', `\r\n354346099225475\r\nATI1\r\n${ANSWER}`],
  ])('is found with %s', async (_name, text) => {
    expect(await new Line().ask(IDENTIFY, [text])).toEqual({ lines: LINES, result: 'OK' });
  });

  test('may end in ERROR, with or without a number', async () => {
    expect(await new Line().ask(IDENTIFY, ['\r\nERROR\r\n'])).toEqual({ lines: [], result: 'ERROR' });
    expect(await new Line().ask(IDENTIFY, ['\r\n+CME ERROR: 4\r\n'])).toEqual({ lines: [], result: 'ERROR' });
  });

  test('a late OK of an earlier command does not end an answer that must have a line', async () => {
    expect(await new Line().ask(SMOD, ['\r\nOK\r\n', '\r\n2\r\n\r\nOK\r\n'])).toEqual({
      lines: ['2'],
      result: 'OK',
    });
  });

  test('from recovery may lack the final OK', async () => {
    for (const answer of ['0', '0\r\n', '\r\n0\r\n']) {
      const line = new Line();
      expect(await line.ask(SMOD, [answer])).toEqual({ lines: ['0'], result: 'OK' });
      expect(line.clock.now()).toBeLessThan(1000);
    }
  });

  test('that never comes is undefined after the deadline', async () => {
    const line = new Line();
    expect(await line.ask(IDENTIFY, [])).toBeUndefined();
    expect(line.clock.now()).toBe(3000);
  });

  test('is found after minutes of noise', async () => {
    const line = new Line();
    line.port.say(new Uint8Array(500_000).fill(0xf8));
    expect(await line.ask(IDENTIFY, [ANSWER])).toEqual({ lines: LINES, result: 'OK' });
  });
});

test('a late answer is not taken for that of the next command', async () => {
  const line = new Line();
  expect(
    await line.ask({ text: 'AT+CGSN', deadlineMs: 1000 }, ['\r\n354346099225475\r\n\r\nOK\r\n'], 1050),
  ).toBeUndefined();
  expect(await line.ask(IDENTIFY, [ANSWER])).toEqual({ lines: LINES, result: 'OK' });
});

describe('unsolicited lines', () => {
  test('are reported and are not part of the answer, unless they belong to the command', async () => {
    const line = new Line();
    const answer = await line.ask({ text: 'AT+SMUPGRADE?', deadlineMs: 1000 }, [
      '\r\n+CEREG: 2\r\n',
      '\r\n+SMUPGRADE: success\r\n\r\n+SHUTDOWN\r\n\r\nOK\r\n',
    ]);
    expect(answer?.lines).toEqual(['+SMUPGRADE: success']);
    expect(line.unsolicited).toEqual(['+CEREG: 2', '+SHUTDOWN']);
  });

  test('are waited for from a given point in time', async () => {
    const line = new Line();
    const before = line.client.mark();
    await line.ask({ text: 'AT', deadlineMs: 1000 }, ['\r\nOK\r\n\r\n+SYSSTART\r\n']);
    expect(await line.client.hears(/^\+SYSSTART/, before, 1000, line.signal)).toBe(true);
    const after = line.client.mark();
    expect(await line.client.hears(/^\+SYSSTART/, after, 1000, line.signal)).toBe(false);
  });

  test('are remembered up to a limit that suffices for an upgrade', async () => {
    const line = new Line();
    const mark = line.client.mark();
    line.port.say(Array.from({ length: 1000 }, (_, number) => `\r\n+CEREG: ${number}\r\n`).join(''));
    expect(await line.client.hears(/: 999$/, mark, 10, line.signal)).toBe(true);
    expect(await line.client.hears(/: 850$/, mark, 10, line.signal)).toBe(true);
    expect(await line.client.hears(/: 10$/, mark, 10, line.signal)).toBe(false);
    expect(line.unsolicited).toHaveLength(1000);
  });

  test('are recognised when they arrive in two pieces', async () => {
    const line = new Line();
    const say = async (): Promise<void> => {
      await line.clock.sleep(10);
      line.port.say('\r\n+SYSS');
      await line.clock.sleep(10);
      line.port.say('TART\r\n');
    };
    void say();
    expect(await line.client.hears(/^\+SYSSTART/, line.client.mark(), 1000, line.signal)).toBe(true);
  });
});

describe('a late answer to an earlier command', () => {
  const AT: AtCommand = { text: 'AT', deadlineMs: 1000 };

  test.each([
    ['unanswered', [], 'OK', 100],
    ['answered by an ERROR', ['\r\nERROR\r\n'], 'ERROR', 100],
    ['answered by an OK', ['\r\nOK\r\n'], 'OK', 0],
  ] as const)('is waited for after a command that was %s', async (_, pieces, late, quietMs) => {
    const line = new Line();
    await line.ask(AT, pieces);
    const before = line.clock.now();
    const written = line.port.written.length;
    if (quietMs > 0) void line.clock.sleep(quietMs / 2).then(() => line.port.say(`\r\n${late}\r\n`));
    let asked = 0;
    line.port.onWrite = () => {
      asked = line.clock.now() - before;
      void line.clock.sleep(1).then(() => line.port.say('\r\nUE5\r\nOK\r\n'));
    };
    expect(await line.client.ask(IDENTIFY, line.signal)).toEqual({ lines: ['UE5'], result: 'OK' });
    expect(line.port.written.slice(written)).toEqual(['ATI1\r\n']);
    expect(asked).toBe(quietMs === 0 ? 0 : quietMs / 2 + quietMs);
  });

  test('delays the next command only briefly on a line that is never quiet', async () => {
    const line = new Line();
    await line.ask(AT, []);
    const before = line.clock.now();
    const noise = new AbortController();
    void (async () => {
      while (!noise.signal.aborted) {
        await line.clock.sleep(50);
        line.port.say('~');
      }
    })();
    line.port.onWrite = () => noise.abort();
    await line.client.ask(AT, line.signal);
    expect(line.clock.now() - before).toBeLessThan(2000 + 1000 + 200);
    expect(line.port.written).toEqual(['AT\r\n', 'AT\r\n']);
  });
});

describe('between commands, unsolicited lines', () => {
  test('are reported completely, even if they arrive in pieces, and noise is not', async () => {
    const line = new Line();
    line.port.say('\r\n+CE');
    expect(await line.client.hears(/\+CEREG/, 0, 100, line.signal)).toBe(false);
    line.port.say('REG: 2\r\nnoise\r\n');
    expect(await line.client.hears(/\+CEREG/, 0, 100, line.signal)).toBe(true);
    expect(line.unsolicited).toEqual(['+CEREG: 2']);
  });
});

describe('a flood', () => {
  const MEGABYTE = 1024 * 1024;
  const size = (answer: AtAnswer | undefined): number => answer?.lines.join('').length ?? 0;

  test('of ten times the kept number of lines ends at its result', async () => {
    const answer = await new Line().ask(IDENTIFY, ['noise\r\n'.repeat(10_000), ANSWER]);
    expect(answer?.result).toBe('OK');
    expect(answer?.lines).toHaveLength(1000);
  });

  test('of a line without an end is kept up to a limit, and the result is found', async () => {
    const answer = await new Line().ask(IDENTIFY, ['x'.repeat(2 * MEGABYTE), '\r\n', ANSWER]);
    expect(answer).toMatchObject({ result: 'OK', lines: expect.arrayContaining(LINES) as string[] });
    expect(size(answer)).toBeLessThan(10_000);
  });

  test('of one long line is cut', async () => {
    expect(size(await new Line().ask(IDENTIFY, [`${'x'.repeat(2 * MEGABYTE)}\r\nOK\r\n`]))).toBe(8192);
  });

  test('of something like an unsolicited line between commands is limited, in linear time', async () => {
    const line = new Line();
    const waiting = line.client.hears(/^\+SYSSTART/, line.client.mark(), 600_000, line.signal);
    const begun = performance.now();
    line.port.say('+');
    // Ten minutes at 921,600 baud bring fifty times as much. A quadratic search would not even end with this amount.
    for (let at = 0; at < 4096; at++) {
      line.port.say('A'.repeat(1024));
      await line.clock.sleep(1);
    }
    line.port.say('\r\n+SYSSTART\r\n');
    expect(await waiting).toBe(true);
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(Math.max(...line.unsolicited.map(({ length }) => length))).toBeLessThanOrEqual(8192);
  });
});

describe('a command that may be repeated', () => {
  /** Runs the command with these answers of the modem. Returns the result and how often the modem got the command. */
  async function given(
    command: AtCommand,
    answers: readonly string[],
  ): Promise<[string | undefined, number]> {
    const line = new Line();
    let asked = 0;
    line.port.onWrite = () => line.port.say(answers[asked++] ?? '');
    const answer = await line.client.ask(command, line.signal);
    return [answer?.result, asked];
  }

  const OK = '\r\nOK\r\n';
  const ERROR = '\r\nERROR\r\n';

  test.each<{ again: AtCommand['again']; answers: string[]; result: string | undefined; asked: number }>([
    { again: undefined, answers: [ERROR, OK], result: 'ERROR', asked: 1 },
    { again: 'afterRefusal', answers: [ERROR, OK], result: 'OK', asked: 2 },
    { again: 'afterRefusal', answers: [ERROR, ERROR, OK], result: 'ERROR', asked: 2 },
    { again: 'afterRefusal', answers: ['', OK], result: undefined, asked: 1 },
    { again: 'afterRefusalOrSilence', answers: ['', OK], result: 'OK', asked: 2 },
    { again: 'afterRefusalOrSilence', answers: [ERROR, OK], result: 'OK', asked: 2 },
    { again: 'afterRefusalOrSilence', answers: [OK], result: 'OK', asked: 1 },
  ])('$again, answered by $answers: $asked times', async ({ again, answers, result, asked }) => {
    const command: AtCommand = { text: 'AT', deadlineMs: 1000, ...(again === undefined ? {} : { again }) };
    expect(await given(command, answers)).toEqual([result, asked]);
  });
});
