import { Emitter } from '../../../src/base/emitter';
import type { WireEnd } from '../../simulator/inProcess';
import type { ModemOutput } from '../../simulator/modem/modemOutput';
import type { SimulatedModem } from '../../simulator/modem/simulatedModem';
import type { VirtualClock } from '../../simulator/virtualClock';

/** What the board prints when it runs a program; a function does something instead, or besides. */
export type Reply = string | (() => string | undefined);

/** A part of each program's text by which it is known. */
export const PROGRAM = {
  inspect: 'os.uname()',
  card: "print('readable')",
  size: 'print(os.stat(path)[6])',
  room: 'endswith(suffix)',
  hash: 'ubinascii.hexlify(d)',
  modem: 'sqnsupgrade.info(',
  ask: 'UART(1, baudrate=rate',
  upgrade: 'sqnsupgrade.run(',
  mirror: 'sqnsupgrade.uart(',
  id: 'from machine import unique_id',
  remove: 'for path in paths',
} as const;

const REPL_BAUD = 115_200;
const KEY = { interrupt: '\x03', raw: '\x01', friendly: '\x02', run: '\x04' } as const;
const RAW_BANNER = 'raw REPL; CTRL-B to exit\r\n>';
const PROMPT = '\r\n>>> ';

export const IMEI = '354346099225475';
export const UNIQUE_ID = '30aea4000001';

/** What a GPy prints of a modem that runs this build. */
export function modemText(build: string, bootrom = '38638'): string {
  const versions = `UE5.0.0.0d\r\nLR5.1.1.0-${build}\r\nBootloader0  : 5.1.1.0 [${bootrom}]\r\n`;
  return `Your modem is in application mode.\r\n${versions}IMEI: ${IMEI}\r\n`;
}

export const SILENT_MODEM_TEXT = 'Could not detect your modem!\r\n';
const MIRROR_TEXT = 'Going into MIRROR mode... please close this terminal to resume the upgrade via UART\r\n';
export const SUCCESS_TEXT = 'Your modem has been successfully updated.\r\n';

/**
 * A board that runs no program but answers each as it was told to, on the virtual clock; in MIRROR mode the modem behind
 * it is a simulated one. For what a whole board takes too long to be brought to.
 */
export class ScriptedBoard implements WireEnd {
  readonly replies = new Map<string, Reply>([
    [
      PROGRAM.inspect,
      `id=${UNIQUE_ID}\r\nsysname=GPy\r\nrelease=1.20.2.r4\r\nmirror=1\r\ntool=1.2.6\r\nflash_free=4000000\r\ncard=absent\r\n`,
    ],
    [PROGRAM.modem, modemText('39529')],
    [PROGRAM.id, `id=${UNIQUE_ID}\r\n`],
  ]);
  /** Everything that came from the host while it was no modem's port, keys included. */
  readonly keys: string[] = [];
  /** Programs that were run, in order, as one text each. */
  readonly programs: string[] = [];
  /** A board without power, or one whose program lets nobody in. */
  mute = false;
  /** What Ctrl-B is answered with: a tool that is at work answers it when it has ended. */
  onFriendly: () => void = () => this.say(PROMPT);
  private readonly output = new Emitter<ModemOutput>();
  readonly onOutput = this.output.event;
  private readonly clock: VirtualClock;
  private readonly modem: SimulatedModem | undefined;
  private mirroring = false;
  private assembled = '';

  constructor(clock: VirtualClock, modem?: SimulatedModem) {
    this.clock = clock;
    this.modem = modem;
    modem?.onOutput((output) => {
      if (this.mirroring) this.output.fire(output);
    });
  }

  /** Right behind its last word the board hands its port to the modem. */
  enterMirrorMode(): undefined {
    this.say(`OK${MIRROR_TEXT}`);
    this.mirroring = true;
    return undefined;
  }

  /** The supply comes back: MIRROR mode is over. */
  powerCycle(): void {
    this.mirroring = false;
    this.modem?.powerCycle();
  }

  say(text: string): void {
    this.output.fire({ bytes: Buffer.from(text, 'latin1'), baudRate: REPL_BAUD });
  }

  receive(bytes: Uint8Array, baudRate: number): void {
    if (this.mirroring) {
      this.modem?.receive(bytes, baudRate);
      return;
    }
    const text = Buffer.from(bytes).toString('latin1');
    this.keys.push(text);
    if (this.mute) return;
    // A moment later, as whoever is asked by a cable answers.
    void this.clock.sleep(1).then(() => this.answer(text));
  }

  private answer(text: string): void {
    if (text === KEY.friendly) this.onFriendly();
    else if (text.includes(KEY.interrupt)) this.say(PROMPT + RAW_BANNER);
    else if (text.endsWith(KEY.run)) this.run(text.slice(0, -1));
    else if (text === '\r') this.say(PROMPT);
  }

  private run(command: string): void {
    const token = /print\('(in-step-\d+)'\)/.exec(command)?.[1];
    if (token !== undefined) this.say(`OK${token}\r\n\x04\x04>`);
    else if (command === "_program=''") this.assemble('');
    else if (command.startsWith('_program+='))
      this.assemble(this.assembled + command.slice("_program+='".length, -1));
    else this.runProgram(command.startsWith('exec(globals()') ? this.assembled : command);
  }

  private assemble(text: string): void {
    this.assembled = text;
    this.say('OK\x04\x04>');
  }

  private runProgram(program: string): void {
    this.programs.push(program);
    for (const [mark, reply] of this.replies) {
      if (!program.includes(mark)) continue;
      const printed = typeof reply === 'string' ? reply : reply();
      if (printed !== undefined) this.say(`OK${printed}\x04\x04>`);
      return;
    }
    this.say('OK\x04\x04>');
  }
}
