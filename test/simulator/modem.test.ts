import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { differentialImage, fullImage, updaterElf } from '../fixtures/firmware';
import { HandHost } from './handHost';
import type { ModemConfiguration } from './modem/configuration';
import { SimulatedModem } from './modem/simulatedModem';
import { VirtualClock } from './virtualClock';

const MINUTE = 60_000;
const SMALL = 20_000;

function connect(configuration: Partial<ModemConfiguration> = {}): { modem: SimulatedModem; host: HandHost } {
  const clock = new VirtualClock();
  const modem = new SimulatedModem(configuration, clock);
  return { modem, host: new HandHost(modem, clock) };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('echoes until echo is switched off, and answers in the field’s layout', async () => {
  const { host } = connect();
  expect(await host.at('AT')).toBe('AT\r\n\r\nOK\r\n');
  expect(await host.at('ATE0')).toBe('ATE0\r\n\r\nOK\r\n');
  expect(await host.at('AT+SMOD?')).toBe('\r\n2\r\n\r\nOK\r\n');
  expect(await host.at('AT+CGSN')).toBe('\r\n354346099225475\r\n\r\nOK\r\n');
  expect(await host.at('ATI1')).toBe('\r\nUE5.0.0.0d\r\nLR5.1.1.0-39529\r\n\r\nOK\r\n');
  expect(await host.at('AT!="showver"')).toContain('Software     : 5.1.1.0 [39529] by robot-soft at');
  expect(await host.at('AT+SMUPGRADE?')).toContain('No report');
});

test('refuses commands that its state does not allow', async () => {
  const { host, modem } = connect();
  for (const command of [
    'AT+SMSTPU="ON_THE_FLY"',
    'AT+STP',
    'AT+IPR=921600',
    'AT+SMUPGRADE',
    'AT+NONSENSE',
  ]) {
    expect(await host.at(command)).toContain('\r\nERROR\r\n');
  }
  expect(modem.truth.condition).toBe('untouched');
});

test('the first AT after a stray +++ is an error, the second is not', async () => {
  const { host } = connect({ echoIn: [] });
  await host.say('+++');
  expect(await host.at('AT')).toBe('\r\nERROR\r\n');
  expect(await host.at('AT')).toBe('\r\nOK\r\n');
});

test('in a data session only +++ between two silences counts', async () => {
  const { host } = connect({ echoIn: [], dataSession: true });
  expect(await host.at('AT', 2000)).toBe('');
  expect(await host.say('+++', 1500)).toBe('\r\nOK\r\n');
  expect(await host.at('AT')).toBe('\r\nOK\r\n');
});

test('takes a full image on the fly and comes back with its build', async () => {
  const { host, modem } = connect({ echoIn: [] });
  const image = fullImage({ build: '41065', size: SMALL });
  expect(await host.at('AT+SMSWBOOT=3,1', 10_000)).toMatch(
    /^\r\nOK\r\n\r\n\+SHUTDOWN\r\n[^]*\+SYSSTART\r\n$/,
  );
  expect(await host.at('AT+SMOD?')).toContain('4');
  expect(modem.truth.condition).toBe('recoverable');
  expect(await host.at('AT+SMSTPU="ON_THE_FLY"')).toContain('OK');
  await host.sendImage(image, 2016);
  expect(modem.truth.images).toEqual([{ bytes: SMALL, sha256: sha256(image), way: 'ON_THE_FLY' }]);
  expect(await host.at('AT+SMUPGRADE?')).toContain('success');
  expect(await host.at('AT+SMSWBOOT?')).toContain('RECOVERY');
  expect(await host.at('AT+SMSWBOOT=1,1', MINUTE)).toContain('+SYSSTART');
  expect(await host.at('ATI1')).toContain('LR5.1.1.0-41065');
  expect(modem.truth).toMatchObject({ build: '41065', state: 2, condition: 'upgraded' });
});

test('stores a differential image and applies it on its own', async () => {
  const { host, modem } = connect({ echoIn: [] });
  expect(await host.at('AT+SMSTPU')).toContain('OK');
  await host.sendImage(differentialImage({ base: '39529', target: '41065', size: SMALL }), 8176);
  expect(modem.truth.condition).toBe('untouched');
  expect(await host.at('AT+SMUPGRADE', 5000)).toContain('+SHUTDOWN');
  expect(await host.at('AT+SMUPGRADE?')).toContain('on-going');
  await host.listen(5 * MINUTE);
  expect(await host.at('AT+SMUPGRADE?')).toContain('success');
  expect(modem.truth).toMatchObject({ build: '41065', state: 2, condition: 'upgraded' });
});

test('a differential image for another build fails and changes nothing', async () => {
  const { host, modem } = connect({ echoIn: [] });
  await host.at('AT+SMSTPU');
  await host.sendImage(differentialImage({ base: '33080', size: SMALL }), 8176);
  await host.at('AT+SMUPGRADE', 5 * MINUTE);
  expect(await host.at('AT+SMUPGRADE?')).toContain('failure[diffUpgrade');
  expect(modem.truth).toMatchObject({ build: '39529', state: 2, condition: 'untouched' });
});

test('recovery: another rate, no leading line end, a loader of 2048 bytes, then the updater', async () => {
  const { host, modem } = connect({ state: 0 });
  expect(modem.baudRate).toBe(115_200);
  expect(await host.at('AT+SMOD?')).toBe('0\r\n\r\nOK\r\n');
  expect(await host.say('AT+IPR=921600\n')).toBe('OK\r\n');
  expect(modem.baudRate).toBe(921_600);
  expect(await host.say('AT+STP\n')).toBe('OK\r\n');
  const opened = await host.openSession();
  expect([...opened.subarray(16)]).toEqual([1, 1, 0x08, 0]);
  await host.sendImage(updaterElf({ size: SMALL }), 2032);
  expect(await host.at('AT+SMOD?')).toContain('4');
  expect(modem.truth.images.map(({ way }) => way)).toEqual(['updater']);
});

test('bytes at another rate are noise', async () => {
  const { host, modem } = connect();
  modem.receive(Buffer.from('AT\r\n'), 115_200);
  expect(modem.truth.commands).toEqual([]);
  expect((await host.listen()).toString('latin1')).not.toContain('OK');
});

test('a power cut during writing leaves it in the updater, which accepts the image again', async () => {
  const { host, modem } = connect({
    echoIn: [],
    faults: [{ when: { stp: 'block', nth: 3 }, what: 'powerCut' }],
  });
  const image = fullImage({ size: SMALL });
  await host.at('AT+SMSWBOOT=3,1', 10_000);
  await host.at('AT+SMSTPU="ON_THE_FLY"');
  await host.sendImage(image, 2016);
  expect(modem.truth).toMatchObject({ state: null, condition: 'recoverable' });
  modem.restorePower();
  await host.listen(MINUTE);
  expect(await host.at('AT+SMOD?')).toContain('4');
  await host.at('AT+SMSTPU="ON_THE_FLY"');
  await host.sendImage(image, 2016);
  await host.at('AT+SMSWBOOT=1,1', MINUTE);
  expect(modem.truth.condition).toBe('upgraded');
});

test('a damaged image fails', async () => {
  const { host, modem } = connect({ echoIn: [] });
  const image = fullImage({ size: SMALL });
  image[SMALL / 2] = (image[SMALL / 2] ?? 0) ^ 1;
  await host.at('AT+SMSWBOOT=3,1', 10_000);
  await host.at('AT+SMSTPU="ON_THE_FLY"');
  await host.sendImage(image, 8176);
  expect(await host.at('AT+SMUPGRADE?')).toContain('fail');
  expect(modem.truth).toMatchObject({ state: 4, condition: 'recoverable' });
});
