import { describe, expect, test } from 'vitest';
import { AtClient } from '../../../src/modem/atClient';
import { Modem } from '../../../src/modem/modem';
import { ByteStream } from '../../../src/transport/byteStream';
import { VirtualClock } from '../../simulator/virtualClock';
import { FakeTransport } from '../transport/fakeTransport';

const { signal } = new AbortController();
const OK = '\r\nOK\r\n';
const ERROR = '\r\nERROR\r\n';
const SILENCE = '';

/** A modem that answers each command from its list and then repeats the last entry. Other commands get an OK. */
class Bench {
  readonly clock = new VirtualClock();
  readonly port = new FakeTransport();
  readonly modem: Modem;
  private readonly replies: Map<string, string[]>;

  constructor(replies: Readonly<Record<string, readonly string[]>> = {}) {
    this.replies = new Map(Object.entries(replies).map(([command, answers]) => [command, [...answers]]));
    this.modem = new Modem(
      new AtClient(new ByteStream(this.port, this.clock), this.clock, () => undefined),
      this.clock,
    );
    this.port.onWrite = (text) => {
      const answers = this.replies.get(text.trimEnd());
      const answer = answers?.length === 1 ? answers[0] : answers?.shift();
      this.port.say(answer ?? OK);
    };
  }

  /** Commands in the order in which they were given, without their line ends. */
  get commands(): string[] {
    return this.port.written.map((text) => text.trimEnd());
  }
}

function answering(line: string): string {
  return `\r\n${line}\r\n${OK}`;
}

describe('waking a modem up', () => {
  test('ends with the first answer, and sends no "+++" to a modem that answers', async () => {
    const bench = new Bench();
    expect(await bench.modem.wake(5, signal)).toBe(true);
    expect(bench.commands).toEqual(['AT']);
  });

  test('asks once a second and gives up after the given number of tries', async () => {
    const bench = new Bench({ AT: [SILENCE], '+++': [SILENCE] });
    expect(await bench.modem.wake(4, signal)).toBe(false);
    expect(bench.commands).toEqual(['AT', 'AT', '+++', 'AT', 'AT']);
    // The two pauses around the "+++" and the wait for its answer are added.
    expect(bench.clock.now()).toBeGreaterThanOrEqual(4000);
    expect(bench.clock.now()).toBeLessThan(8000);
  });

  test('waits for the rest of the second when only noise or an ERROR comes', async () => {
    const bench = new Bench({ AT: [ERROR] });
    expect(await bench.modem.wake(2, signal)).toBe(false);
    expect(bench.commands).toEqual(['AT', 'AT', 'AT', 'AT']);
    expect(bench.clock.now()).toBeGreaterThanOrEqual(2000);
    expect(bench.clock.now()).toBeLessThan(2500);
  });

  test('sends no "+++" to a modem that has answered before', async () => {
    const bench = new Bench({ AT: [OK, SILENCE] });
    await bench.modem.wake(1, signal);
    expect(await bench.modem.wake(4, signal)).toBe(false);
    expect(bench.commands).not.toContain('+++');
  });
});

describe('the state of a modem', () => {
  test.each([
    [answering('2'), 2],
    [answering('0'), 0],
    // In recovery the modem may send only this.
    ['\r\n0', 0],
    [answering('-1'), null],
    [answering('7'), null],
    [answering('x2'), null],
    [answering('22'), null],
    [SILENCE, null],
    [ERROR, null],
  ])('that says %j', async (answer, state) => {
    const bench = new Bench({ 'AT+SMOD?': [answer] });
    expect(await bench.modem.readState(signal)).toBe(state);
  });

  test('is requested a second time when the first answer is lost', async () => {
    const bench = new Bench({ 'AT+SMOD?': [SILENCE, answering('4')] });
    expect(await bench.modem.readState(signal)).toBe(4);
  });

  test('is all that is read when it is not application', async () => {
    const bench = new Bench({ 'AT+SMOD?': [answering('4')] });
    expect(await bench.modem.read(signal)).toMatchObject({ state: 4, build: null, imei: null });
    expect(bench.commands).toEqual(['AT+SMOD?', 'AT+SMUPGRADE?']);
  });

  test.each([
    ['4', 'on-going', true],
    ['4', 'No report', false],
    ['0', 'on-going', false],
  ])('%s, with the upgrade result “%s”', async (state, report, applying) => {
    const bench = new Bench({
      'AT+SMOD?': [answering(state)],
      'AT+SMUPGRADE?': [answering(`+SMUPGRADE: ${report}`)],
    });
    expect(await bench.modem.read(signal)).toMatchObject({ applying });
  });

  test('application leads to a reading of the versions, where ATI1 wins over SYSTEM VERSION', async () => {
    const bench = new Bench({
      'AT+SMOD?': [answering('2')],
      ATI1: [answering('UE5.0.0.0d\r\nLR5.1.1.0-41065')],
      'AT+CGSN': [answering('354346099225475')],
      'AT!="showver"': [answering('Bootloader0 : 5.1.1.0 [33080]\r\nSoftware : 5.1.1.0 [38638] by robot')],
    });
    expect(await bench.modem.read(signal)).toEqual({
      state: 2,
      ue: 'UE5.0.0.0d',
      lr: 'LR5.1.1.0-41065',
      build: '41065',
      family: 'CAT-M1',
      imei: '354346099225475',
      bootrom: '33080',
      applying: false,
    });
  });
});

describe('preparing a modem', () => {
  test('reports a refused command that it can do without', async () => {
    const refused: string[] = [];
    const bench = new Bench({
      'AT+BIND=AT': [ERROR],
      'AT+SQNWL="sqndcc",2': [SILENCE],
      'AT+CFUN=4': ['\r\n+CME ERROR: operation not allowed\r\n'],
    });
    await bench.modem.prepare((command) => refused.push(command), signal);
    expect(refused).toEqual(['AT+BIND=AT', 'AT+SQNWL="sqndcc",2', 'AT+CFUN=4']);
    expect(bench.commands.at(-1)).toBe('AT+CFUN=4');
  });

  test('sends the commands in the order of the field’s tool', async () => {
    const bench = new Bench({ 'AT+SMOD?': [answering('2')] });
    await bench.modem.prepare(() => undefined, signal);
    expect(bench.commands).toEqual([
      'AT+BIND=AT',
      'ATE0',
      'AT+SMLOG?',
      'AT+SMOD?',
      'AT+SQNSUPGRADENTF="started"',
      'AT',
      'AT+SQNWL="sqndcc",2',
      'AT+CFUN=4',
    ]);
  });

  test.each([
    [
      'falls silent when its radio is switched off',
      { AT: [OK, SILENCE], '+++': [SILENCE], 'AT+CFUN=4': [SILENCE] },
      'AT_TIMEOUT',
    ],
    ['falls silent at a note in its log', { AT: [SILENCE], '+++': [SILENCE] }, 'MODEM_SILENT'],
  ])('fails for a modem that %s', async (_, replies, code) => {
    const bench = new Bench(replies);
    await expect(bench.modem.prepare(() => undefined, signal)).rejects.toMatchObject({ code });
  });
});

describe('restarting a modem into another firmware', () => {
  test('at once takes one command', async () => {
    const bench = new Bench();
    await bench.modem.boot('RECOVERY', signal);
    expect(bench.commands).toEqual(['AT+SMSWBOOT=3,1']);
  });

  test('takes a choice and, five seconds later, a reset when the modem refuses the one command', async () => {
    const bench = new Bench({ 'AT+SMSWBOOT=1,1': [ERROR] });
    await bench.modem.boot('FFF', signal);
    expect(bench.commands).toEqual(['AT+SMSWBOOT=1,1', 'AT+SMSWBOOT=1,0', 'AT^RESET']);
    expect(bench.clock.now()).toBeGreaterThanOrEqual(5000);
  });

  test('fails when the modem refuses both', async () => {
    const bench = new Bench({ 'AT+SMSWBOOT=1,1': [ERROR], 'AT+SMSWBOOT=1,0': [ERROR] });
    await expect(bench.modem.boot('FFF', signal)).rejects.toMatchObject({ code: 'AT_ERROR' });
    expect(bench.commands).not.toContain('AT^RESET');
  });

  test('at its next start sends no reset', async () => {
    const bench = new Bench();
    await bench.modem.chooseNextBoot('FFF', signal);
    expect(bench.commands).toEqual(['AT+SMSWBOOT=1,0']);
  });

  test('uses the modem’s own reset', async () => {
    const bench = new Bench();
    await bench.modem.restart(signal);
    expect(bench.commands).toEqual(['AT^RESET']);
  });

  test.each([
    [answering('+SMSWBOOT: UPDATER'), 'UPDATER'],
    [SILENCE, null],
  ])('knows from %j which firmware boots', async (answer, mode) => {
    const bench = new Bench({ 'AT+SMSWBOOT?': [answer] });
    expect(await bench.modem.readBootMode(signal)).toBe(mode);
  });

  test('is noticed only after the given mark', async () => {
    const bench = new Bench();
    bench.port.say('\r\n+SYSSTART\r\n');
    await bench.modem.restart(signal);
    const mark = bench.modem.mark();
    expect(await bench.modem.hearsStart(mark, 1000, signal)).toBe(false);
    expect(bench.clock.now()).toBe(1000);
    bench.port.say('\r\n+SYSSTART\r\n');
    expect(await bench.modem.hearsStart(mark, 1000, signal)).toBe(true);
  });

  test('is noticed without the end of its line', async () => {
    const bench = new Bench();
    const mark = bench.modem.mark();
    bench.port.say('\r\n+SYSSTART');
    expect(await bench.modem.hearsStart(mark, 1000, signal)).toBe(true);
  });
});

describe('a faster rate', () => {
  test.each([
    [OK, true],
    [ERROR, false],
    [SILENCE, false],
  ])('that is answered by %j', async (answer, agreed) => {
    const bench = new Bench({ 'AT+IPR=921600': [answer] });
    expect(await bench.modem.changeRate(921_600, signal)).toBe(agreed);
    expect(bench.port.written).toEqual(['AT+IPR=921600\n']);
  });
});

describe('the way into the transfer protocol', () => {
  test.each([
    ['FFF', 'AT+SMSTPU'],
    ['ON_THE_FLY', 'AT+SMSTPU="ON_THE_FLY"'],
  ] as const)('for %s', async (way, command) => {
    const bench = new Bench();
    await bench.modem.beginTransfer(way, signal);
    expect(bench.commands).toEqual([command]);
  });

  test('for the loader in recovery ends in a bare line feed', async () => {
    const bench = new Bench();
    await bench.modem.beginLoader(signal);
    expect(bench.port.written).toEqual(['AT+STP\n']);
  });

  test('was taken by a modem that says nothing and no longer listens to AT', async () => {
    const bench = new Bench({ 'AT+SMSTPU': [SILENCE], AT: [SILENCE] });
    await bench.modem.beginTransfer('FFF', signal);
    expect(bench.commands).toEqual(['AT+SMSTPU', 'AT']);
  });

  test('was not heard by one that still listens to AT: it is sent again', async () => {
    const bench = new Bench({ 'AT+SMSTPU': [SILENCE, OK] });
    await bench.modem.beginTransfer('FFF', signal);
    expect(bench.commands).toEqual(['AT+SMSTPU', 'AT', 'AT+SMSTPU']);
  });

  test.each([
    ['does not receive it', SILENCE, 'AT_TIMEOUT', 3],
    ['is refused', ERROR, 'AT_ERROR', 2],
  ])('that %s fails', async (_, answer, code, times) => {
    const bench = new Bench({ 'AT+SMSTPU': [answer] });
    await expect(bench.modem.beginTransfer('FFF', signal)).rejects.toMatchObject({ code });
    expect(bench.commands.filter((command) => command === 'AT+SMSTPU')).toHaveLength(times);
  });
});

describe('applying an image', () => {
  const RESULT = 'AT+SMUPGRADE?';
  const NOTHING = [answering('No report')];
  const APPLICATION = [answering('2')];

  function times({ commands }: Bench): number {
    return commands.filter((command) => command === 'AT+SMUPGRADE').length;
  }

  test('is sent once to a modem that agrees', async () => {
    const bench = new Bench();
    await bench.modem.applyImage(() => false, signal);
    expect(bench.commands).toEqual(['AT+SMUPGRADE']);
  });

  test.each([
    ['an ERROR', ERROR],
    ['silence', SILENCE],
  ])('is sent again after %s to a modem that shows no sign of having heard it', async (_, answer) => {
    const bench = new Bench({ 'AT+SMUPGRADE': [answer, OK], [RESULT]: NOTHING, 'AT+SMOD?': APPLICATION });
    await bench.modem.applyImage(() => false, signal);
    expect(times(bench)).toBe(2);
  });

  test.each([
    ['is applying it', { [RESULT]: [answering('on-going')], 'AT+SMOD?': APPLICATION }],
    ['has applied it', { [RESULT]: [answering('success')], 'AT+SMOD?': APPLICATION }],
    ['has left its application', { [RESULT]: NOTHING, 'AT+SMOD?': [answering('4')] }],
    ['does not report its state', { [RESULT]: NOTHING, 'AT+SMOD?': [SILENCE] }],
  ])('is not sent again, after an ERROR that may be older, to one that %s', async (_, replies) => {
    const bench = new Bench({ 'AT+SMUPGRADE': [ERROR], ...replies });
    await bench.modem.applyImage(() => false, signal);
    expect(times(bench)).toBe(1);
  });

  test('is not sent again to one that runs the image already, or started meanwhile', async () => {
    const silent = { 'AT+SMUPGRADE': [SILENCE], [RESULT]: NOTHING, 'AT+SMOD?': APPLICATION };
    const done = new Bench(silent);
    await done.modem.applyImage(() => true, signal);
    const started = new Bench({ ...silent, 'AT+SMUPGRADE': ['\r\n+SYSSTART\r\n'] });
    await started.modem.applyImage(() => false, signal);
    expect([times(done), times(started)]).toEqual([1, 1]);
  });

  test('that is refused twice fails', async () => {
    const bench = new Bench({ 'AT+SMUPGRADE': [ERROR], [RESULT]: NOTHING, 'AT+SMOD?': APPLICATION });
    await expect(bench.modem.applyImage(() => false, signal)).rejects.toMatchObject({ code: 'AT_ERROR' });
    expect(times(bench)).toBe(2);
  });

  test.each([
    [answering('+SMUPGRADE: success'), 'success'],
    [answering('on-going'), 'ongoing'],
    [answering('17'), 'unclear'],
    [ERROR, 'unclear'],
    [SILENCE, 'silent'],
  ])('has come to %j', async (answer, kind) => {
    const bench = new Bench({ [RESULT]: [answer] });
    expect((await bench.modem.readUpgradeResult(signal)).kind).toBe(kind);
  });

  test('is noted in the modem’s own log', async () => {
    const bench = new Bench();
    await bench.modem.noteSuccess(signal);
    expect(bench.commands).toEqual(['AT+SQNSUPGRADENTF="success"']);
  });
});
