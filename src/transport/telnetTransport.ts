import { poll } from '../base/poll';
import { connect, type Socket } from 'node:net';
import { throwIfCancelled, withDeadline } from '../base/cancellation';
import type { Clock } from '../base/clock';
import { Emitter } from '../base/emitter';
import { Once } from '../base/once';
import type { UpgradeError } from '../base/upgradeError';
import { ByteStream } from './byteStream';
import { transportErrors } from './errors';
import { hidePassword, type NetworkAddress, networkAddressOf } from './networkAddress';
import { encodeTelnet, TELNET_NOTHING, TelnetDecoder } from './telnetCodec';
import type { OpenTransport, Transport } from './transport';

const CONNECT_MS = 10_000;
/** A board whose client just left, as at the end of a reading, listens again after a turn of its server. */
const LISTENS_AGAIN_MS = 2000;
const KNOCK_EVERY_MS = 100;
/** The board answers each prompt at once, unless it is busy with its file system. */
const PROMPT_MS = 10_000;
const PROMPT_TEXT_LENGTH = 4096;
const WRITE_STALL_MS = 15_000;
/** The board ends a session after 300 s without a byte from us, and upgrades stay silent for longer. */
const KEEP_ALIVE_MS = 60_000;

/**
 * What a board asks and says at a login. Firmware that is no release may use other words: they are read by their meaning. One that
 * asks for no login shows the prompt at once.
 */
const USER = /(?:login|user)[^\r\n]*: ?$/i;
const PASSWORD = /passw[^\r\n]*: ?$/i;
const REPL = />>> ?$/;
const WELCOME = /succe|welcome|help\(\)|>>> ?$/i;
const REFUSAL = /incorrect|invalid|denied|fail/i;

/**
 * Opens the REPL of boards in the network.
 * @throws PORT_ADDRESS_INVALID, NETWORK_UNREACHABLE, BOARD_TAKEN, LOGIN_REFUSED, CANCELLED
 */
export function telnetOpener(clock: Clock): OpenTransport {
  return async (path, _baudRate, signal) => {
    const shown = hidePassword(path);
    const address = networkAddressOf(path);
    const socket = await reach(address, shown, clock, signal);
    const transport = new TelnetTransport(socket, shown, clock);
    try {
      await logIn(transport, address, clock, signal);
    } catch (error) {
      await transport.close();
      throw error;
    }
    return transport;
  };
}

/** @throws BOARD_TAKEN, NETWORK_UNREACHABLE, CANCELLED */
async function reach(
  address: NetworkAddress,
  shown: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<Socket> {
  let refusal: unknown;
  const reached = await poll(
    clock,
    { everyMs: KNOCK_EVERY_MS, limitMs: LISTENS_AGAIN_MS },
    signal,
    async () => {
      throwIfCancelled(signal);
      const { socket, failure } = await tryRawRepl(address, clock, signal);
      if (failure === null) return socket;
      // While a board has a client, nobody listens on its port.
      const refused = failure && 'code' in failure && failure.code === 'ECONNREFUSED';
      if (!refused) throw transportErrors.unreachable(shown, failure ?? new Error('no answer'));
      refusal = failure;
      return undefined;
    },
  );
  if (!reached) throw transportErrors.taken(shown, refusal);
  return reached;
}

/** @returns what was in the way: null for nothing, undefined for silence */
async function tryRawRepl(
  { host, port }: NetworkAddress,
  clock: Clock,
  signal: AbortSignal,
): Promise<{ socket: Socket; failure: Error | null | undefined }> {
  const socket = connect({ host, port, noDelay: true });
  const outcome = new Promise<Error | null>((resolve) => {
    socket.once('connect', () => resolve(null));
    socket.once('error', resolve);
  });
  let failure: Error | null | undefined;
  try {
    failure = await withDeadline(clock, CONNECT_MS, signal, () => outcome);
  } finally {
    if (failure !== null) socket.destroy();
  }
  return { socket, failure };
}

/** @throws LOGIN_REFUSED, BOARD_TAKEN */
async function logIn(
  transport: Transport,
  address: NetworkAddress,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const stream = new ByteStream(transport, clock);
  const answer = async (text: string): Promise<void> => {
    await transport.write(new TextEncoder().encode(`${text}\r\n`), signal);
  };
  try {
    const asked = await awaits(stream, [USER, REPL], signal);
    if (asked === REPL) return;
    if (asked === undefined) throw transportErrors.taken(transport.path);
    await answer(address.user);
    if ((await awaits(stream, [PASSWORD], signal)) === undefined)
      throw transportErrors.loginRefused(transport.path);
    await answer(address.password);
    const admitted = await awaits(stream, [WELCOME, USER], signal);
    if (admitted !== WELCOME) throw transportErrors.loginRefused(transport.path);
  } finally {
    stream.dispose();
  }
}

/** @returns which of them came; undefined when the board said something else, nothing, or hung up */
async function awaits(
  stream: ByteStream,
  wanted: readonly RegExp[],
  signal: AbortSignal,
): Promise<RegExp | undefined> {
  let text = '';
  const look = (): { readonly came: RegExp | undefined } | undefined => {
    // A prompt is at the end of what was said; the rest of a flood is nothing to keep.
    text = (text + Buffer.from(stream.takeAll()).toString('latin1')).slice(-PROMPT_TEXT_LENGTH);
    if (REFUSAL.test(text)) return { came: undefined };
    const came = wanted.find((each) => each.test(text));
    return came && { came };
  };
  try {
    return (await stream.readUntil(look, PROMPT_MS, signal))?.came;
  } catch (error) {
    throwIfCancelled(signal);
    // A board that hangs up here has another client, or does not like the password.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

class TelnetTransport implements Transport {
  readonly path: string;
  readonly baudRate = undefined;
  private readonly socket: Socket;
  private readonly clock: Clock;
  private readonly decoder = new TelnetDecoder();
  private readonly data = new Emitter<Uint8Array>();
  private readonly lost = new Once<UpgradeError>();
  private readonly ended = new AbortController();
  readonly onData = this.data.event;
  readonly onLost = this.lost.event;

  constructor(socket: Socket, path: string, clock: Clock) {
    this.socket = socket;
    this.path = path;
    this.clock = clock;
    socket.on('data', (chunk: Uint8Array) => this.data.fire(this.decoder.decode(chunk)));
    socket.on('error', (error) => this.lose(error));
    socket.on('close', () => this.lose(undefined));
    this.keepAlive().catch((error: unknown) => this.lose(error));
  }

  async write(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    await this.send(encodeTelnet(bytes), signal);
  }

  drain(): Promise<void> {
    return Promise.resolve();
  }

  setBaudRate(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.ended.abort();
    this.socket.destroy();
    return Promise.resolve();
  }

  private async send(bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    this.throwIfLost();
    const written = await withDeadline(
      this.clock,
      WRITE_STALL_MS,
      signal,
      () =>
        new Promise<true>((resolve, reject) => {
          this.socket.write(bytes, (error) => {
            if (error) reject(transportErrors.connectionLost(this.path, error));
            else resolve(true);
          });
        }),
    );
    this.throwIfLost();
    if (!written) throw transportErrors.writeStalled(this.path, WRITE_STALL_MS / 1000);
  }

  private async keepAlive(): Promise<void> {
    const { signal } = this.ended;
    for (;;) {
      await this.clock.sleep(KEEP_ALIVE_MS, signal).catch(() => undefined);
      if (signal.aborted) return;
      await this.send(TELNET_NOTHING, signal);
    }
  }

  private throwIfLost(): void {
    if (this.lost.value) throw this.lost.value;
  }

  private lose(cause: unknown): void {
    if (this.ended.signal.aborted) return;
    this.ended.abort();
    this.socket.destroy();
    this.lost.fire(transportErrors.connectionLost(this.path, cause));
  }
}
