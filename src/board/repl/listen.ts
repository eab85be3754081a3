import type { Clock } from '../../base/clock';
import type { ByteStream } from '../../transport/byteStream';
import { boardErrors } from '../errors';
import { LineCutter, type OutputLine } from './outputLines';
import { parseRunLine, type ToolLine } from '../sqnsupgrade/sqnsupgradeText';

/** What is heard at a port that was sent nothing but a line end; `text` is that of a program. */
export type Heard = 'prompt' | 'text' | 'nothing';

/**
 * The board's own tool prints at each percent. At its 921600 baud one of a full image, 60 KB, takes most of a second; what the
 * tool does between two blocks makes that longer.
 */
export const LISTEN_MS = 2000;
/** The tool's `>>> GPy with firmware version …` begins as a prompt does, and a bridge may cut it there for 16 ms. */
export const PROMPT_SETTLES_MS = 100;
/** Fewer characters are noise, or the echo of the line end. */
const FEWEST_CHARACTERS = 9;
/** The tool's is a row of 300 dots and some words; a program that never ends its line is not read again with each piece. */
const LONGEST_LINE = 500;

/** Said while the tool is at work. What it says at its end, and of the modem's state and version, is not among them. */
const AT_WORK: ReadonlySet<ToolLine['kind']> = new Set<ToolLine['kind']>([
  'banner',
  'board',
  'session',
  'progress',
  'phase',
  'onTheFly',
  'updaterNotNeeded',
  'ffhNotNecessary',
  'doNotDisconnect',
]);

/**
 * Finds out by a line end, which interrupts nothing, whether a key that interrupts may be sent: not while the board's own tool
 * is running: somebody may have typed `sqnsupgrade.run` without us. A tool that is silent is not heard.
 * @param ms how long it is listened: `LISTEN_MS`, unless something else tells that no tool is at work
 * @throws BOARD_UPGRADING, PORT_UNPLUGGED, CANCELLED
 */
export async function listen(
  stream: ByteStream,
  clock: Clock,
  ms: number,
  signal: AbortSignal,
): Promise<Heard> {
  const hearing = new Hearing();
  await stream.write(Uint8Array.of(0x0d), signal);
  const end = clock.now() + ms;
  for (;;) {
    const left = end - clock.now();
    const wait = hearing.atPrompt ? Math.min(left, PROMPT_SETTLES_MS) : left;
    if (wait <= 0 || !(await stream.more(wait, signal))) return hearing.verdict();
    hearing.take(stream.takeAll());
  }
}

class Hearing {
  atPrompt = false;
  private toolAtWork = false;
  private text = '';
  private readonly lines = new LineCutter((line) => this.hear(line));

  take(bytes: Uint8Array): void {
    this.atPrompt = false;
    this.text += Buffer.from(bytes).toString('latin1');
    this.lines.push(bytes);
  }

  verdict(): Heard {
    if (this.atPrompt) return 'prompt';
    if (this.toolAtWork) throw boardErrors.upgrading();
    const isText = this.text.length >= FEWEST_CHARACTERS && /^[\r\n\t\x20-\x7e]+$/.test(this.text);
    return isText ? 'text' : 'nothing';
  }

  private hear({ text, finished }: OutputLine): void {
    // That of the friendly REPL, or of the raw one, which stands behind the end of an answer, too.
    this.atPrompt = !finished && (/^>(>> )?$/.test(text) || text.endsWith('\x04>'));
    if (text.length > LONGEST_LINE) return;
    const { kind } = parseRunLine(text);
    if (AT_WORK.has(kind)) this.toolAtWork = true;
    if (kind !== 'mirror') return;
    // From here on the port is the modem's.
    this.toolAtWork = false;
    this.text = '';
  }
}
