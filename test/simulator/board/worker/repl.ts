import type { WorkerSetup } from '../messages';
import { Cell, type SharedState } from '../sharedState';
import type { Interpreter } from './interpreter';
import { CARRIAGE_RETURN, CTRL_A, CTRL_B, CTRL_C, CTRL_D, CTRL_F, type Terminal } from './terminal';

const NOT_ARMED = -1;
const RAW_BANNER = 'raw REPL; CTRL-B to exit\r\n>';
/** Length of the `OK` that is sent before a program starts. */
const ACCEPTED_BYTES = 2;
const PROMPT = '>>> ';

/** The REPL of the interpreter, with the board's banner and its interrupt characters. */
export class Repl {
  private readonly interpreter: Interpreter;
  private readonly terminal: Terminal;
  private readonly state: SharedState;
  private readonly setup: WorkerSetup;
  private raw: boolean;

  constructor(interpreter: Interpreter, terminal: Terminal, state: SharedState, setup: WorkerSetup) {
    this.interpreter = interpreter;
    this.terminal = terminal;
    this.state = state;
    this.setup = setup;
    this.raw = setup.rawRepl;
  }

  /** Runs boot.py or main.py, which Ctrl-C can interrupt. */
  runProgram(source: string | undefined): void {
    if (source === undefined) return;
    this.interpreter.run('import micropython\nmicropython._arm()\ndel micropython');
    this.whileArmed(() => this.interpreter.run(source));
    this.interpreter.run('import micropython\nmicropython._disarm()\ndel micropython');
    this.terminal.flush();
  }

  start(): void {
    this.terminal.captured(() => this.interpreter.initRepl());
    if (this.raw) {
      this.terminal.captured(() => this.interpreter.processChar(CTRL_A));
      this.terminal.printText(RAW_BANNER);
    } else this.terminal.printText(this.setup.banner + PROMPT);
    this.terminal.flush();
  }

  /** Reads characters until Ctrl-D on an empty line; returns whether the REPL was raw then. */
  untilSoftReset(): boolean {
    for (;;) {
      if (this.process(this.terminal.readChar())) return this.raw;
      if (this.state.available() === 0) this.terminal.flush();
    }
  }

  /** The program exited, so the firmware restarts. @returns whether the REPL was raw */
  endedByExit(): boolean {
    // The end of the output and of an empty traceback, without a prompt.
    if (this.raw) this.terminal.printText('\x04\x04');
    return this.raw;
  }

  private process(char: number): boolean {
    if (char === CTRL_B) {
      const said = this.terminal.captured(() => this.interpreter.processChar(char));
      const left = said.includes('MicroPython v1.10');
      this.terminal.printText(
        left ? said.replace(/MicroPython v1\.10.*\r\n.*\r\n/, this.setup.banner) : said,
      );
      if (left) this.raw = false;
      return false;
    }
    if (char === CTRL_A) {
      const said = this.terminal.captured(() => this.interpreter.processChar(char));
      this.terminal.printText(said);
      if (said.endsWith(RAW_BANNER)) this.raw = true;
      return false;
    }
    if (char !== CTRL_D && char !== CARRIAGE_RETURN) return this.interpreter.processChar(char);
    if (this.raw) this.terminal.flushAfter(ACCEPTED_BYTES);
    const reset = this.whileArmed(() => this.interpreter.processChar(char));
    return reset && !(this.setup.ignoresControlD && !this.raw);
  }

  /** Arms Ctrl-C and Ctrl-F as every execution does; Ctrl-F stays armed afterwards. */
  private whileArmed<T>(action: () => T): T {
    this.state.set(Cell.interruptChar, CTRL_C);
    this.state.set(Cell.resetChar, CTRL_F);
    try {
      return action();
    } finally {
      this.state.set(Cell.interruptChar, NOT_ARMED);
      // An interrupt that came too late for this program hits the next one. The firmware does not clear it either.
      if (this.state.get(Cell.interruptPending) !== 0) {
        this.state.set(Cell.interruptPending, 0);
        this.interpreter.interrupt();
      }
    }
  }
}
