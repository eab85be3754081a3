import { expect, test } from 'vitest';
import { fullImage } from '../fixtures/firmware';
import { HandHost } from './handHost';
import type { ModemConfiguration } from './modem/configuration';
import type { Effect, Fault } from './modem/fault';
import { SimulatedModem } from './modem/simulatedModem';
import { VirtualClock } from './virtualClock';

const MINUTE = 60_000;
const nothing = new Uint8Array();

/** A modem in the updater, with an open session. */
async function inSession(
  faults: readonly Fault[],
  configuration: Partial<ModemConfiguration> = {},
): Promise<{ modem: SimulatedModem; host: HandHost; opened: Buffer; clock: VirtualClock }> {
  const clock = new VirtualClock();
  const modem = new SimulatedModem({ state: 4, pauses: [], ...configuration, faults }, clock);
  const host = new HandHost(modem, clock);
  await host.at('AT+SMSTPU="ON_THE_FLY"');
  return { modem, host, clock, opened: await host.openSession() };
}

function atHost(faults: readonly Fault[], configuration: Partial<ModemConfiguration> = {}): HandHost {
  const clock = new VirtualClock();
  return new HandHost(new SimulatedModem({ echoIn: [], ...configuration, faults }, clock), clock);
}

/** Announces a block with the given fault in the answer. The normal answer has 16 bytes. */
async function announce(what: Effect): Promise<Buffer> {
  const { host } = await inSession([{ when: { stp: 'announce' }, what }]);
  return host.stp(2, 1, Uint8Array.of(0, 100));
}

const RIGHT = '747361668201000000000002' + '00000000';

test('the normal answer, which the faults below change', async () => {
  const { host } = await inSession([]);
  expect((await host.stp(2, 1, Uint8Array.of(0, 100))).toString('hex')).toBe(RIGHT);
});

test.each<[Effect, number]>([
  ['silence', 0],
  ['ignore', 0],
  ['dropByte', 15],
  ['doubleByte', 17],
  ['flipByte', 16],
  [{ scramble: 6 }, 16],
  ['damagedHeader', 16],
  ['wrongTransaction', 16],
  ['wrongSession', 16],
  ['wrongOperation', 16],
  ['refuse', 16],
  ['refuseUnknown', 16],
  ['stale', 16 + 20],
  ['unsolicited', 16 + 13],
  ['nuls', 16 + 6],
])('an answer changed by %j differs', async (what, bytes) => {
  const answer = await announce(what);
  expect(answer.length).toBe(bytes);
  expect(answer.toString('hex')).not.toBe(RIGHT);
});

test('refusals have their own operation codes', async () => {
  expect((await announce('refuse'))[4]).toBe(0x42);
  expect((await announce('refuseUnknown'))[4]).toBe(0x7f);
});

test('a block whose answer was lost is not stored twice', async () => {
  const { host, modem } = await inSession([{ when: { stp: 'block' }, what: 'silence' }]);
  await host.stp(2, 1, Uint8Array.of(0, 100));
  expect(await host.stp(3, 1, Buffer.alloc(100), 3)).toHaveLength(0);
  expect(await host.stp(3, 1, Buffer.alloc(100), 3)).toHaveLength(18);
  expect(modem.truth.imageBytesTaken).toBe(100);
});

test('a refused request is accepted with the next transaction, and one that was not understood with the same', async () => {
  const { host, modem } = await inSession([
    { when: { stp: 'announce' }, what: 'refuse' },
    { when: { stp: 'block' }, what: 'refuseUnknown' },
  ]);
  await host.stp(2, 1, Uint8Array.of(0, 100), 2);
  expect((await host.stp(2, 1, Uint8Array.of(0, 100), 3))[4]).toBe(0x82);
  await host.stp(3, 1, Buffer.alloc(100), 4);
  expect((await host.stp(3, 1, Buffer.alloc(100), 4))[4]).toBe(0x83);
  expect(modem.truth.imageBytesTaken).toBe(100);
});

test('a block’s rejected bytes are sent again, and the image is complete', async () => {
  const { host, modem } = await inSession([{ when: { stp: 'block', nth: 2 }, what: { residue: 40 } }]);
  const answers = [];
  for (const length of [100, 100, 140])
    answers.push((await host.sendBlock(Buffer.alloc(length))).readUInt16BE(16));
  expect(answers).toEqual([0, 40, 0]);
  expect(modem.truth.imageBytesTaken).toBe(300);
});

test('a residue of all bytes rejects the whole block', async () => {
  const { host, modem } = await inSession([{ when: { stp: 'block' }, what: { residue: 'all' } }]);
  expect((await host.sendBlock(Buffer.alloc(100))).readUInt16BE(16)).toBe(100);
  expect(modem.truth.imageBytesTaken).toBe(0);
});

test('a session can be refused, or announce anything', async () => {
  expect((await inSession([{ when: { stp: 'open' }, what: 'sessionRefused' }])).opened[16]).toBe(0);
  const { opened } = await inSession([{ when: { stp: 'open' }, what: { maximumTransfer: 17 } }]);
  expect(opened.readUInt16BE(18)).toBe(17);
});

test('blocks above a size are announced, and then ignored or refused', async () => {
  const silent = await inSession([], { largestBlock: { bytes: 2016, above: 'silent' } });
  expect(await silent.host.sendBlock(Buffer.alloc(2017))).toHaveLength(0);
  expect(await silent.host.stp(0, 0, nothing, 0)).toHaveLength(16);
  const refusing = await inSession([], { largestBlock: { bytes: 2016, above: 'refuse' } });
  expect((await refusing.host.sendBlock(Buffer.alloc(2017)))[4]).toBe(0x43);
});

test.each<Effect>(['dropByte', 'flipByte', 'doubleByte', { scramble: 1 }])(
  'a received byte changed by %j damages one request, and the third try is accepted',
  async (what) => {
    const first = await inSession([]);
    const byte = first.modem.truth.bytesReceived + 18 + 16 + 50;
    const { host, modem } = await inSession([{ when: { byte }, what }]);
    await host.sendBlock(Buffer.alloc(100));
    const tries = [];
    for (let count = 0; count < 3; count++) tries.push(await host.stp(3, 1, Buffer.alloc(100), 3));
    expect(tries.at(-1)).toHaveLength(18);
    expect(modem.truth.imageBytesTaken).toBe(100);
  },
);

test('an ERROR can come once or always', async () => {
  const once = atHost([{ when: { at: 'AT+CFUN=4' }, what: 'error' }]);
  expect(await once.at('AT+CFUN=4')).toContain('ERROR');
  expect(await once.at('AT+CFUN=4')).toContain('OK');
  const always = atHost([{ when: { at: 'AT+*' }, what: 'error', times: 'always' }]);
  for (let count = 0; count < 3; count++) expect(await always.at('AT+SMOD?')).toContain('ERROR');
  expect(await always.at('AT')).toContain('OK');
});

test('an answer can come late', async () => {
  const host = atHost([{ when: { at: 'AT' }, what: { lateMs: 5000 } }]);
  expect(await host.at('AT', 4999)).toBe('');
  expect((await host.listen(2)).toString()).toContain('OK');
});

test('a start can be late, silent or announced twice', async () => {
  const started = async (what: Effect): Promise<string> =>
    atHost([{ when: { phase: 'start' }, what }]).at('AT^RESET', 10_000);
  expect(await started({ lateMs: 9000 })).not.toContain('SYSSTART');
  expect(await started('noStart')).not.toContain('SYSSTART');
  expect((await started('doubleStart')).match(/SYSSTART/g)).toHaveLength(2);
});

test('a pause can last minutes', async () => {
  const { host, clock } = await inSession([{ when: { phase: 'pause' }, what: { lateMs: 4 * MINUTE } }], {
    pauses: [{ at: 0.08, ms: 0 }],
  });
  const image = fullImage({ size: 20_000 });
  const first = host.sendBlock(image.subarray(0, 2016));
  await first;
  expect(clock.now()).toBeGreaterThan(4 * MINUTE);
});

test('a power cut while the image is applied leaves it incomplete, or the modem dead', async () => {
  const cut = async (afterPowerCut: ModemConfiguration['afterPowerCut']): Promise<SimulatedModem> => {
    const { host, modem } = await inSession([{ when: { phase: 'apply' }, what: 'powerCut' }], {
      afterPowerCut,
    });
    await host.sendImage(fullImage({ size: 20_000 }), 8000);
    modem.restorePower();
    await host.listen(MINUTE);
    return modem;
  };
  expect((await cut('updater')).truth).toMatchObject({ state: 4, condition: 'recoverable' });
  expect((await cut('recovery')).truth).toMatchObject({ state: 0, condition: 'recoverable' });
  expect((await cut('bricked')).truth).toMatchObject({ state: null, condition: 'bricked' });
});

test('the cable is pulled by the wire', async () => {
  const { host, modem } = await inSession([{ when: { stp: 'block' }, what: 'unplug' }]);
  let pulled = 0;
  modem.onUnplug(() => pulled++);
  await host.sendBlock(Buffer.alloc(100));
  expect(pulled).toBe(1);
});

test('bytes beyond the capacity are lost', async () => {
  const { modem } = await inSession([]);
  modem.receive(Buffer.alloc(8192 + 10));
  expect(modem.truth.overrunBytes).toBe(10);
  expect(modem.truth.maximumUnanswered).toBeGreaterThan(8192);
});

test('a run of received bytes is scrambled, once', async () => {
  const { modem, host } = await inSession([]);
  const byte = modem.truth.bytesReceived;
  modem.declareFaults([{ when: { byte, run: 12 }, what: { scramble: 1 } }]);
  expect(await host.stp(2, 1, Uint8Array.of(0, 100), 2)).toHaveLength(0);
  expect(await host.stp(2, 1, Uint8Array.of(0, 100), 2)).toHaveLength(16);
});

test('a fault can apply to any STP request', async () => {
  const { host } = await inSession([{ when: { stp: '*', nth: 3 }, what: 'silence', times: 2 }]);
  const answers = [];
  for (let count = 0; count < 3; count++) answers.push(await host.stp(2, 1, Uint8Array.of(0, 100), 2));
  expect(answers.map(({ length }) => length)).toEqual([0, 0, 16]);
});
