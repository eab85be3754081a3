import type { Clock } from '../base/clock';
import { hidePassword } from './networkAddress';
import type { OpenTransport, Transport } from './transport';

/** Bytes of one chunk that are written out; a block of firmware is not worth more. */
const SHOWN_BYTES = 96;

/** Opens transports whose traffic, both ways, is written down as lines a person can read. */
export function recordingOpener(
  open: OpenTransport,
  clock: Clock,
  write: (line: string) => void,
): OpenTransport {
  return async (path, baudRate, signal) => {
    const begun = clock.now();
    const line = (mark: string, text: string): void => {
      write(`${((clock.now() - begun) / 1000).toFixed(3)} ${mark} ${text}`);
    };
    line('=', `open ${hidePassword(path)} at ${baudRate}`);
    const transport = await open(path, baudRate, signal);
    transport.onData((bytes) => line('<', escapeBytes(bytes)));
    transport.onLost((error) => line('=', `lost: ${error.message}`));
    return recorded(transport, line);
  };
}

function recorded(transport: Transport, line: (mark: string, text: string) => void): Transport {
  return {
    path: transport.path,
    get baudRate() {
      return transport.baudRate;
    },
    onData: transport.onData,
    onLost: transport.onLost,
    write: (bytes, signal) => {
      line('>', escapeBytes(bytes));
      return transport.write(bytes, signal);
    },
    drain: (signal) => transport.drain(signal),
    setBaudRate: (bitsPerSecond, signal) => {
      line('=', `rate ${bitsPerSecond}`);
      return transport.setBaudRate(bitsPerSecond, signal);
    },
    close: () => {
      line('=', 'close');
      return transport.close();
    },
  };
}

/** Printable ASCII as it is, the rest as `\xNN`; long chunks are cut and say by how much. */
export function escapeBytes(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, SHOWN_BYTES), escapeByte).join('');
  return bytes.length > SHOWN_BYTES ? `${shown} … ${bytes.length - SHOWN_BYTES} bytes more` : shown;
}

function escapeByte(byte: number): string {
  if (byte === 0x0d) return '\\r';
  if (byte === 0x0a) return '\\n';
  if (byte === 0x5c) return '\\\\';
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
}
