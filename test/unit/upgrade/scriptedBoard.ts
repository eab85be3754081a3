import { Emitter } from '../../../src/base/emitter';
import { boardProgram } from '../../../src/board/repl/boardProgram';
import askModemProgram from '../../../src/board/programs/askModem.py';
import boardIdProgram from '../../../src/board/programs/boardId.py';
import fileSizeProgram from '../../../src/board/programs/fileSize.py';
import formatCardProgram from '../../../src/board/programs/formatCard.py';
import guardedToolProgram from '../../../src/board/programs/guardedTool.py';
import hashFileProgram from '../../../src/board/programs/hashFile.py';
import inspectProgram from '../../../src/board/programs/inspect.py';
import mirrorModeProgram from '../../../src/board/programs/mirrorMode.py';
import mirrorOnlyProgram from '../../../src/board/programs/mirrorOnly.py';
import modemInfoProgram from '../../../src/board/programs/modemInfo.py';
import mountCardProgram from '../../../src/board/programs/mountCard.py';
import prepareUploadProgram from '../../../src/board/programs/prepareUpload.py';
import removeFilesProgram from '../../../src/board/programs/removeFiles.py';
import runUpgradeProgram from '../../../src/board/programs/runUpgrade.py';
import type { WireEnd } from '../../simulator/inProcess';
import type { ModemOutput } from '../../simulator/modem/modemOutput';
import type { SimulatedModem } from '../../simulator/modem/simulatedModem';
import type { VirtualClock } from '../../simulator/virtualClock';

/** The text that the board prints for a program, or a function that does something as well. */
export type Reply = string | (() => string | undefined);

/** The names of the programs that a scripted board can answer. */
export const PROGRAM = {
  inspect: 'inspect',
  card: 'card',
  size: 'size',
  room: 'room',
  hash: 'hash',
  modem: 'modem',
  ask: 'ask',
  upgrade: 'upgrade',
  mirror: 'mirror',
  id: 'id',
  remove: 'remove',
  format: 'format',
} as const;

export type ProgramName = keyof typeof PROGRAM;

/** The text of each program, without its parameters. */
const TEXTS: Readonly<Record<ProgramName, readonly string[]>> = {
  inspect: [inspectProgram],
  card: [mountCardProgram],
  size: [fileSizeProgram],
  room: [prepareUploadProgram],
  hash: [hashFileProgram],
  modem: [modemInfoProgram],
  ask: [askModemProgram],
  upgrade: [runUpgradeProgram, guardedToolProgram.replace('CALLED(', 'run(')],
  mirror: [mirrorModeProgram, mirrorOnlyProgram, guardedToolProgram.replace('CALLED(', 'uart(')],
  id: [boardIdProgram],
  remove: [removeFilesProgram],
  format: [formatCardProgram],
};

/** Each program as it arrives. It is the same for every request, so it is prepared once. */
const BODIES = Object.fromEntries(
  Object.entries(TEXTS).map(([name, texts]) => [name, texts.map((text) => boardProgram(text))]),
);

/** The same without the parameters, which are the only text before it. */
function isProgram(name: ProgramName, sent: string): boolean {
  return (BODIES[name] ?? []).some(
    (body) => sent.endsWith(body) && /^(\w+=[^\n]*\n)*$/.test(sent.slice(0, sent.length - body.length)),
  );
}

const REPL_BAUD = 115_200;
const KEY = { interrupt: '\x03', raw: '\x01', friendly: '\x02', run: '\x04' } as const;
const RAW_BANNER = 'raw REPL; CTRL-B to exit\r\n>';
const PROMPT = '\r\n>>> ';

export const IMEI = '354346099225475';
export const UNIQUE_ID = '30aea4000001';

/** The text that a GPy prints about a modem with this build. */
export function modemText(build: string, bootrom = '38638'): string {
  const versions = `UE5.0.0.0d\r\nLR5.1.1.0-${build}\r\nBootloader0  : 5.1.1.0 [${bootrom}]\r\n`;
  return `Your modem is in application mode.\r\n${versions}IMEI: ${IMEI}\r\n`;
}

export const SILENT_MODEM_TEXT = 'Could not detect your modem!\r\n';
const MIRROR_TEXT = 'Going into MIRROR mode... please close this terminal to resume the upgrade via UART\r\n';
export const SUCCESS_TEXT = 'Your modem has been successfully updated.\r\n';

/**
 * A board on the virtual clock that does not run programs but answers each from a table. In MIRROR mode its modem is a
 * simulated one. For cases that take too long to set up on a complete simulated board.
 */
export class ScriptedBoard implements WireEnd {
  readonly replies = new Map<ProgramName, Reply>([
    [
      PROGRAM.inspect,
      `id=${UNIQUE_ID}\r\nsysname=GPy\r\nrelease=1.20.2.r4\r\nmirror=1\r\ntool=1.2.6\r\nflash_free=4000000\r\ncard=absent\r\n`,
    ],
    [PROGRAM.modem, modemText('39529')],
    [PROGRAM.id, `id=${UNIQUE_ID}\r\n`],
  ]);
  /** Everything the host sent outside MIRROR mode, keys included. */
  readonly keys: string[] = [];
  /** The executed programs, in order, one text each. */
  readonly programs: string[] = [];
  /** A board without power, or one whose program can’t be interrupted. */
  mute = false;
  /** The answer to Ctrl-B. A running tool answers it when it has ended. */
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

  /** The executed programs of a name, in order. */
  ran(name: ProgramName): string[] {
    return this.programs.filter((program) => isProgram(name, program));
  }

  /** After its last output the board connects its port to the modem. */
  enterMirrorMode(): undefined {
    this.say(`OK${MIRROR_TEXT}`);
    this.mirroring = true;
    return undefined;
  }

  /** The power comes back, which ends MIRROR mode. */
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
    // The answer comes a moment later, like over a real cable.
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
      this.assemble(this.assembled + unescaped(command.slice("_program+='".length, -1)));
    else this.runProgram(command.startsWith('exec(globals()') ? this.assembled : command);
  }

  private assemble(text: string): void {
    this.assembled = text;
    this.say('OK\x04\x04>');
  }

  private runProgram(program: string): void {
    this.programs.push(program);
    for (const [name, reply] of this.replies) {
      if (!isProgram(name, program)) continue;
      const printed = typeof reply === 'string' ? reply : reply();
      if (printed !== undefined) this.say(`OK${printed}\x04\x04>`);
      return;
    }
    this.say('OK\x04\x04>');
  }
}

/** A long program arrives as a string within a string. */
function unescaped(literal: string): string {
  return literal.replace(/\\x([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
