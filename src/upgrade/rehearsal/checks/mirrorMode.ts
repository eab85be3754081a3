import { type Phrase, phrase } from '../../../base/phrase';
import { boardErrors } from '../../../board/errors';
import mirrorOnlyProgram from '../../../board/programs/mirrorOnly.py';
import { whyNoMirrorMode } from '../../../board/boardRelease';
import { modemErrors } from '../../../modem/errors';
import { isModemUnchanged } from '../../run/modemUnchanged';
import type { ModemLink } from '../../inspect/modemLink';
import { nameOf } from '../../inspect/readingName';
import { LEAVE_ON_AND_READ } from '../../errors';
import type { Check } from '../check';
import { type CheckResult, failed, type Figure, proven } from '../rehearsal';
import type { RehearsalContext } from '../rehearsalContext';

const ENTER_DEADLINE_MS = 10_000;
/** After its word the board takes a moment to hand the port over. */
const HANDING_OVER_MS = 500;
const WAKE_TRIES = 15;
/** Times that `AT` is asked, to measure the way to the modem and to find out whether it loses bytes. */
const ECHOES = 200;
const ECHO_DEADLINE_MS = 1000;
/** Bytes sent at once, each more than the last: with the header, what the transfer's blocks are tried at. The board holds 8192. */
const BURSTS = [2032, 4096, 8000, 8192];
const BURST_QUIET_MS = 1000;
const BURST_LIMIT_MS = 5000;
/** More than these in a row and nobody is there any more. */
const MOST_LOST = 5;

/**
 * The port leads to the modem, which answers there as it did through the board, two hundred times without a loss. The board
 * enters MIRROR mode by itself and not by its upgrade tool, which would begin to prepare the modem; and only questions are asked.
 */
export const mirrorMode: Check = {
  id: 'mirror-mode',
  title: phrase('Switch the board to MIRROR mode and ask the modem itself'),
  isNeeded: ({ method }) => method === 'uart',
  stopsWhenFailed: true,
  perform: async (context, signal) => {
    if (!context.mirroring) await enter(context, signal);
    const link = await context.modemLink(signal);
    context.voice.wait(phrase('Asking the modem.'), WAKE_TRIES * 1000);
    if (!(await link.wakeAtAnyRate(WAKE_TRIES, signal))) throw modemErrors.silent(WAKE_TRIES);
    const now = await link.modem.read(signal);
    const { modem: found } = context.request.finding;
    if (!isModemUnchanged(now, found))
      return failed(
        phrase('In MIRROR mode, the modem reports {now}. Before, it reported {found}.', {
          now: nameOf(now),
          found: nameOf(found),
        }),
        phrase('Read the modem again. If the two readings keep differing, use the SD card instead of UART.'),
      );
    if ((await link.modem.readUpgradeResult(signal)).kind === 'ongoing') {
      context.modemIsAtWork = true;
      return failed(phrase('The modem reports that it’s installing an image.'), LEAVE_ON_AND_READ);
    }
    const taken = await echoes(link, context, signal);
    const burst = taken.includes(undefined) ? null : await largestBurst(link, context, signal);
    return judge(taken, burst);
  },
};

async function enter(context: RehearsalContext, signal: AbortSignal): Promise<void> {
  const { finding } = context.request;
  const missing = finding.kind === 'board' ? whyNoMirrorMode(finding.board) : undefined;
  if (missing) throw missing;
  const link = await context.boardLink(signal);
  await context.willMirror();
  const what = phrase('enter MIRROR mode');
  const { error, ended } = await link.client.execute(
    mirrorOnlyProgram,
    { what, deadlineMs: ENTER_DEADLINE_MS, until: ({ text, finished }) => finished && text === 'mirror' },
    signal,
  );
  if (ended) {
    await context.mirrorsNoMore();
    throw boardErrors.programFailed(what, error);
  }
  await context.parts.clock.sleep(HANDING_OVER_MS, signal);
}

/** Milliseconds that each answer took; undefined for one that did not come. */
async function echoes(
  { modem }: ModemLink,
  { voice }: RehearsalContext,
  signal: AbortSignal,
): Promise<readonly (number | undefined)[]> {
  voice.wait(phrase('Measuring the connection to the modem.'), ECHOES * 50);
  const taken: (number | undefined)[] = [];
  for (let lost = 0; taken.length < ECHOES && lost < MOST_LOST;) {
    const ms = await modem.echo(ECHO_DEADLINE_MS, signal);
    taken.push(ms);
    lost = ms === undefined ? lost + 1 : 0;
  }
  return taken;
}

/**
 * Bytes of the largest burst that came through whole; 0 where none did. What is lost may be lost by a modem that takes one command at a
 * time, so it speaks against nothing: it only says how long a block was seen to be safe.
 */
async function largestBurst(
  link: ModemLink,
  { voice }: RehearsalContext,
  signal: AbortSignal,
): Promise<number> {
  voice.wait(phrase('Measuring the connection to the modem.'), BURSTS.length * BURST_LIMIT_MS);
  let largest = 0;
  for (const bytes of BURSTS) {
    if (!(await link.modem.takesBurst(bytes, BURST_QUIET_MS, signal))) break;
    largest = bytes;
  }
  // Whatever a burst left behind must not be taken for a later answer.
  if (!(await link.modem.wake(WAKE_TRIES, signal))) throw modemErrors.silent(WAKE_TRIES);
  return largest;
}

function judge(taken: readonly (number | undefined)[], burst: number | null): CheckResult {
  const came = taken.filter((ms) => ms !== undefined).sort((one, other) => one - other);
  const lost = taken.length - came.length;
  const at = (share: number): number => came[Math.min(came.length - 1, Math.floor(share * came.length))] ?? 0;
  const ms = (id: string, label: Phrase, value: number): Figure => ({
    id,
    label,
    value: Math.round(value * 10) / 10,
    unit: 'ms',
  });
  const figures: Figure[] = [
    { id: 'echoes', label: phrase('Commands sent'), value: taken.length, unit: 'count' },
    { id: 'echoes-lost', label: phrase('Answers lost'), value: lost, unit: 'count' },
    ms('echo-median-ms', phrase('Answer time, half of them'), at(0.5)),
    ms('echo-95-ms', phrase('Answer time, 95 of 100'), at(0.95)),
    ms('echo-most-ms', phrase('Answer time, the slowest'), at(1)),
    ...(burst === null
      ? []
      : [
          {
            id: 'burst-bytes',
            label: phrase('Largest burst without a loss'),
            value: burst,
            unit: 'bytes',
          } as const,
        ]),
  ];
  if (lost === 0)
    return proven(
      phrase('The modem answered all {count} commands, and no bytes were lost.', { count: taken.length }),
      figures,
    );
  return failed(
    phrase('The modem didn’t answer {lost} of {count} commands: bytes get lost on the way.', {
      lost,
      count: taken.length,
    }),
    phrase(
      'Use a shorter cable and a port of the computer itself, not a hub, and repeat the rehearsal; or use the SD card.',
    ),
    figures,
  );
}
