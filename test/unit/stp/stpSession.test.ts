import { describe, expect, test } from 'vitest';
import { OPERATION } from '../../../src/stp/frame';
import { StpSession } from '../../../src/stp/stpSession';
import { ScriptedModem } from './scriptedModem';

const { signal } = new AbortController();
const BLOCK = new Uint8Array(100);
const PATIENCE = { announcement: [1000, 1000], block: [1000, 1000] };

describe('a session', () => {
  test('gives the maximum frame length, and how much of a block was not accepted', async () => {
    const modem = new ScriptedModem();
    const session = await StpSession.open(modem.transfer(), signal);
    expect(session).toMatchObject({ version: 1, maximumTransfer: 8192 });
    expect(await session.sendBlock(BLOCK, PATIENCE, signal)).toBe(0);
    modem.residueOf = () => 30;
    expect(await session.sendBlock(BLOCK, PATIENCE, signal)).toBe(30);
  });

  test('is damaged when the modem returns more bytes than it received', async () => {
    const modem = new ScriptedModem();
    const session = await StpSession.open(modem.transfer(), signal);
    modem.residueOf = (bytes) => bytes + 1;
    await expect(session.sendBlock(BLOCK, PATIENCE, signal)).rejects.toMatchObject({ code: 'STP_DAMAGED' });
  });

  test('is closed by a new transaction when the previous one got no answer', async () => {
    const modem = new ScriptedModem();
    const session = await StpSession.open(modem.transfer(), signal);
    modem.isDeafTo = ({ operation }) => operation === OPERATION.block;
    await expect(session.sendBlock(BLOCK, PATIENCE, signal)).rejects.toMatchObject({ code: 'STP_NO_ANSWER' });
    await session.close(signal);
    const [first, second, close] = modem.requests.slice(-3);
    expect(second).toEqual(first);
    expect(close).toMatchObject({ operation: OPERATION.reset, transaction: Number(first?.transaction) + 1 });
  });

  test('is closed even if the modem does not answer the close', async () => {
    const modem = new ScriptedModem();
    const session = await StpSession.open(modem.transfer(), signal);
    modem.isDeafTo = ({ operation }) => operation === OPERATION.reset;
    await session.close(signal);
    expect(modem.requests.filter(({ operation }) => operation === OPERATION.reset).length).toBeGreaterThan(2);
  });

  test('that never begins because of a pulled cable is reported as unplugged', async () => {
    const modem = new ScriptedModem();
    modem.port.onWrite = () => modem.port.unplug();
    await expect(StpSession.open(modem.transfer(), signal)).rejects.toMatchObject({ code: 'PORT_UNPLUGGED' });
  });
});
