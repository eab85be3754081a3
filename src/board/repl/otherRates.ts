import type { Clock } from '../../base/clock';
import { isUpgradeError } from '../../base/upgradeError';
import { FAST_BAUD } from '../../transport/baudRates';
import type { ByteStream } from '../../transport/byteStream';
import { breakIn } from './breakIn';
import { listen, LISTEN_MS } from './listen';

/** Rates that boot.py gives the prompt in users' projects, bits per second, the likeliest first. */
const OTHER_RATES = [FAST_BAUD, 460_800, 230_400, 57_600, 9600] as const;
/** A program that says nothing and does not answer is interrupted at this one alone. */
const LIKELIEST = OTHER_RATES[0];
const TRIES_WHERE_NOTHING_WAS_HEARD = 4;
/**
 * A prompt answers a line end within milliseconds. A program that prints at another rate was heard at the usual one before, as
 * noise; where not a byte came there, only a prompt is left to find.
 */
const PROMPT_ANSWERS_MS = 600;
const NOT_HERE = ['REPL_SILENT', 'REPL_GARBLED', 'REPL_BUSY'] as const;

/** Whether nobody who can be understood answers at the rate that is set. */
export function isAnswerOfNobody(error: unknown): boolean {
  return isUpgradeError(error, 'REPL_SILENT') || isUpgradeError(error, 'REPL_GARBLED');
}

/**
 * Looks for a prompt at rates that a board has only where its user set one: at each it is listened first, by a line end, which
 * interrupts nothing. Leaves the board at the prompt of the raw REPL.
 * @param nothingCame whether not a byte came at the usual rate, for all that was sent
 * @returns the rate it was found at, which is set from then on; undefined where none was, with the rate as it was
 * @throws BOARD_UPGRADING, PORT_UNPLUGGED, CANCELLED
 */
export async function breakInAtOtherRate(
  stream: ByteStream,
  clock: Clock,
  nothingCame: boolean,
  signal: AbortSignal,
): Promise<number | undefined> {
  const { transport } = stream;
  const usual = transport.baudRate;
  if (usual === undefined) return undefined;
  const enters = async (tries?: number): Promise<boolean> => {
    try {
      await breakIn(stream, clock, { safeBoot: false, ...(tries === undefined ? {} : { tries }) }, signal);
      return true;
    } catch (error) {
      if (!NOT_HERE.some((code) => isUpgradeError(error, code))) throw error;
      return false;
    }
  };
  const moveTo = async (rate: number): Promise<void> => {
    await transport.setBaudRate(rate, signal);
    stream.discard();
  };
  for (const rate of OTHER_RATES) {
    await moveTo(rate);
    // Where an interrupt follows in any case, a tool is listened for as long as it may take to print.
    const ms = nothingCame && rate !== LIKELIEST ? PROMPT_ANSWERS_MS : LISTEN_MS;
    if ((await listen(stream, clock, ms, signal)) !== 'nothing' && (await enters())) return rate;
  }
  await moveTo(LIKELIEST);
  if (await enters(TRIES_WHERE_NOTHING_WAS_HEARD)) return LIKELIEST;
  await moveTo(usual);
  return undefined;
}
