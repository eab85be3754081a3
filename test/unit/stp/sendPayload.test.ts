import { describe, expect, test } from 'vitest';
import { type ByteSource, bytesSource } from '../../../src/base/byteSource';
import { BlockSize } from '../../../src/stp/blockSize';
import { OPERATION } from '../../../src/stp/frame';
import { sendPayload } from '../../../src/stp/sendPayload';
import { ScriptedModem } from './scriptedModem';

const { signal } = new AbortController();
/** Large enough that all size trials end before the modem’s first pause. */
const SIZE = 1_000_000;

function payload(size = SIZE): ByteSource {
  return bytesSource('image.dup', new Uint8Array(size));
}

/** A file that can be read up to `until` and then fails. */
function unreadableFrom(until: number): ByteSource {
  const whole = payload();
  return {
    ...whole,
    read: (offset, length) =>
      offset < until ? whole.read(offset, length) : Promise.reject(new Error('the disk is gone')),
  };
}

/** How often the modem got a reset request. */
function resets({ requests }: ScriptedModem): number {
  return requests.filter(({ operation }) => operation === OPERATION.reset).length;
}

describe('a payload', () => {
  test('is sent completely, in blocks that grow to the size that the modem announced', async () => {
    const modem = new ScriptedModem();
    await sendPayload(modem.transfer(), payload(), signal);
    // The modem may pause in the first hundredth, so no trial happens there.
    expect([...new Set(modem.blocks)].slice(0, 4)).toEqual([2016, 4080, 7984, 8176]);
    expect(modem.blocks.indexOf(4080)).toBe(6);
    expect(modem.blocks.reduce((sum, each) => sum + each, 0)).toBe(SIZE);
  });

  test('is sent in proven blocks when larger blocks are not to be tried', async () => {
    const modem = new ScriptedModem();
    await sendPayload(modem.transfer({ triesLargerBlocks: false }), payload(), signal);
    expect(Math.max(...modem.blocks)).toBe(2016);
  });

  test('is not sent in larger trial blocks while the modem may pause anyway', async () => {
    const modem = new ScriptedModem();
    const size = 100_000;
    await sendPayload(modem.transfer(), payload(size), signal);
    let sent = 0;
    let proven = 0;
    for (const bytes of modem.blocks) {
      if (bytes > proven && proven > 0) {
        expect(sent / size < 0.05 || sent / size > 0.13).toBe(true);
        expect((sent + bytes) / size < 0.05 || sent / size > 0.13).toBe(true);
      }
      proven = Math.max(proven, bytes);
      sent += bytes;
    }
    expect(proven).toBe(8176);
  });

  test('continues with the accepted block size in the same session when the modem rejects large blocks', async () => {
    const modem = new ScriptedModem();
    modem.residueOf = (bytes) => (bytes > 2016 ? bytes : 0);
    const blockSize = new BlockSize();
    await sendPayload(modem.transfer({ blockSize }), payload(), signal);
    expect(blockSize.best).toBe(2016);
    expect(modem.blocks.filter((bytes) => bytes > 2016)).toEqual([4080]);
    expect(resets(modem)).toBe(2);
  });

  test('is given up when the modem rejects blocks of every size', async () => {
    const modem = new ScriptedModem();
    modem.residueOf = (bytes) => bytes;
    await expect(sendPayload(modem.transfer(), payload(), signal)).rejects.toMatchObject({
      code: 'STP_NO_PROGRESS',
    });
    expect(modem.blocks).toHaveLength(16);
  });

  test('continues after the accepted bytes when the modem accepts only the beginning of each block', async () => {
    const modem = new ScriptedModem();
    modem.residueOf = (bytes) => bytes >> 1;
    const taken: number[] = [];
    const transfer = modem.transfer();
    const listener = { ...transfer.listener, onProgress: (bytes: number) => taken.push(bytes) };
    await sendPayload({ ...transfer, listener }, payload(), signal);
    expect(taken.at(-1)).toBe(SIZE);
    expect(taken[1]).toBe(1008);
  });

  test('is repeated in the previous block size when a large block gets no answer', async () => {
    const modem = new ScriptedModem();
    modem.isDeafTo = ({ operation, payload: { length } }) => operation === OPERATION.block && length > 4080;
    const blockSize = new BlockSize();
    await sendPayload(modem.transfer({ blockSize }), payload(), signal);
    expect(blockSize.best).toBe(4080);
    const tried = modem.blocks.indexOf(7984);
    expect(modem.blocks.slice(tried + 1).reduce((sum, each) => sum + each, 0)).toBe(SIZE);
  });
});

describe('a transfer that stops in the middle', () => {
  test.each([
    ['ends its session when that is harmless', true, 2],
    ['leaves the session open when the modem would take the part for the whole', false, 1],
  ])('%s', async (_, closesWhenStopped, times) => {
    const modem = new ScriptedModem();
    const sending = sendPayload(modem.transfer({ closesWhenStopped }), unreadableFrom(50_000), signal);
    await expect(sending).rejects.toThrow('the disk is gone');
    expect(resets(modem)).toBe(times);
  });

  test('also ends its session after a cancel', async () => {
    const modem = new ScriptedModem();
    const cancel = new AbortController();
    modem.isDeafTo = ({ operation }) => {
      if (operation !== OPERATION.block) return false;
      cancel.abort();
      return true;
    };
    const transfer = modem.transfer({ closesWhenStopped: true });
    await expect(sendPayload(transfer, payload(), cancel.signal)).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(resets(modem)).toBe(2);
  });

  test('reports a pulled cable and sends nothing more', async () => {
    const modem = new ScriptedModem();
    modem.residueOf = () => {
      modem.port.unplug();
      return 0;
    };
    const transfer = modem.transfer({ closesWhenStopped: true });
    await expect(sendPayload(transfer, payload(), signal)).rejects.toMatchObject({ code: 'PORT_UNPLUGGED' });
    expect(resets(modem)).toBe(1);
  });
});
