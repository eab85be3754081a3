import type { Clock } from '../base/clock';
import { familyOf } from '../base/family';
import { retry } from '../base/retry';
import type { AtClient, AtCommand } from './atClient';
import {
  BOOT_MODE,
  BOOT_MODE_LINE,
  type BootMode,
  type BootState,
  parseBootMode,
  parseBootState,
  STATE_BEGUN,
  STATE_LINE,
} from './bootState';
import { modemErrors } from './errors';
import { type ModemReading, ofWork, UNREAD_MODEM } from './modemReading';
import { parseUpgradeResult, type UpgradeResult } from './upgradeResult';
import { parseImei, parseSystemVersion, parseVersions } from './versionTexts';

/** An awake modem answers a query in milliseconds; with logs and radio work in between, in two seconds at most. */
const QUERY_MS = 3000;
/** Commands that make it work (radio off, notes to its log) are given the field tool's 20 s. */
const WORK_MS = 20_000;
/**
 * `AT+SMUPGRADE` is given longer, because it must not be given twice: a modem may check the whole image before it says OK.
 */
const APPLY_ANSWER_MS = 120_000;
/** `AT`, CR, LF. */
const BURST_COMMAND_BYTES = 4;
/** One try of waking up: the field tool asks once a second. */
const WAKE_INTERVAL_MS = 1000;
/** A modem in a data session listens to `+++` only between silences of a second on both sides. */
const ESCAPE_SILENCE_MS = 1100;
/** A second each, for a modem that writes a note into its log: twice what any command is given. */
const NOTING_TRIES = 40;
/** Before this attempt; waking a modem takes up to three attempts at a rate. */
const ESCAPE_BEFORE_TRY = 3;
/** Tries in a row in which `AT` was refused twice; after noise it is refused once. */
const REFUSALS_THAT_TELL = 3;
/** After a refused `SMSWBOOT=…,1` the field tool waits this long before it asks the other way. */
const AFTER_REFUSAL_MS = 5000;
const STP_TRIES = 3;
const RADIO_WAKE_TRIES = 5;
const RESET: AtCommand = { text: 'AT^RESET', deadlineMs: QUERY_MS, again: 'afterRefusal' };

/**
 * What the modem can be asked and told, verb by verb. It changes nothing on its own account: order and recovery are
 * the upgrade method's business. Source of the commands: Pycom's public upgrade notes and users' logs.
 */
export class Modem {
  private readonly client: AtClient;
  private readonly clock: Clock;
  /** One that answered is in no data session, and in none afterwards: nothing here begins one. */
  private answered = false;
  /** How often in a row `AT` was answered by ERROR. */
  private refusals = 0;

  constructor(client: AtClient, clock: Clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Asks `AT` a second apart until it answers OK. @returns false after `tries` without an answer */
  async wake(tries: number, signal: AbortSignal): Promise<boolean> {
    const awake = await retry(tries, async (attempt) => {
      if (attempt === ESCAPE_BEFORE_TRY && !this.answered) await this.escapeDataSession(signal);
      const begun = this.clock.now();
      // After noise or a stray "+++" the first answer is an ERROR, which comes at once, and the second is not.
      const command: AtCommand = { text: 'AT', deadlineMs: WAKE_INTERVAL_MS, again: 'afterRefusal' };
      const answer = await this.client.ask(command, signal);
      this.answered ||= answer?.result === 'OK';
      this.refusals = answer?.result === 'OK' ? 0 : this.refusals + (answer ? 1 : 0);
      if (answer?.result === 'OK') return true;
      const rest = WAKE_INTERVAL_MS - (this.clock.now() - begun);
      if (rest > 0) await this.clock.sleep(rest, signal);
      return undefined;
    });
    return awake === true;
  }

  /**
   * Whether it answers `AT` itself by ERROR, again and again: it is there, and takes no command (users' logs: such a modem
   * needs its firmware again).
   */
  get refusesEverything(): boolean {
    return this.refusals >= REFUSALS_THAT_TELL;
  }

  /** Whether it answers AT at the rate that is set now; asked twice, because the first answer after noise is an ERROR. */
  async listens(ms: number, signal: AbortSignal): Promise<boolean> {
    const command: AtCommand = { text: 'AT', deadlineMs: ms, again: 'afterRefusal' };
    return (await this.client.ask(command, signal))?.result === 'OK';
  }

  /** Asks `AT` once. @returns milliseconds until its OK; undefined when none came within `limitMs` */
  async echo(limitMs: number, signal: AbortSignal): Promise<number | undefined> {
    const begun = this.clock.now();
    const answer = await this.client.ask({ text: 'AT', deadlineMs: limitMs }, signal);
    return answer?.result === 'OK' ? this.clock.now() - begun : undefined;
  }

  /** Sends `bytes` of `AT` at once, which may be more than the way holds. @returns whether each was answered */
  async takesBurst(bytes: number, quietMs: number, signal: AbortSignal): Promise<boolean> {
    const commands = Math.floor(bytes / BURST_COMMAND_BYTES);
    return (await this.client.burst(commands, quietMs, signal)) === commands;
  }

  /** @returns `null` when the modem does not say */
  async readState(signal: AbortSignal): Promise<BootState | null> {
    const answer = await this.client.ask(
      {
        text: 'AT+SMOD?',
        deadlineMs: QUERY_MS,
        again: 'afterRefusalOrSilence',
        expect: STATE_LINE,
        unfinished: STATE_BEGUN,
      },
      signal,
    );
    return parseBootState(answer?.lines ?? []);
  }

  /** State, and in application state all the versions; in its updater, whether it is at work there. */
  async read(signal: AbortSignal): Promise<ModemReading> {
    const state = await this.readState(signal);
    if (state !== 2) {
      const work = state === 4 ? ofWork(await this.readUpgradeResult(signal)) : {};
      return { ...UNREAD_MODEM, state, ...work };
    }
    const versions = parseVersions(
      await this.linesOf({ text: 'ATI1', deadlineMs: QUERY_MS, expect: /^LR\d/ }, signal),
    );
    const imei = parseImei(
      await this.linesOf({ text: 'AT+CGSN', deadlineMs: QUERY_MS, expect: /\d{15}/ }, signal),
    );
    const system = parseSystemVersion(
      await this.linesOf({ text: 'AT!="showver"', deadlineMs: QUERY_MS, expect: /Software\s*:/ }, signal),
    );
    return {
      state,
      ...versions,
      build: versions.build ?? system.build,
      family: versions.family ?? familyOf(system.version),
      imei,
      bootrom: system.bootrom,
      applying: false,
    };
  }

  /**
   * Makes a modem in application or mTools state ready for an image.
   * @param tolerate called for a command the modem refuses but can do without
   * @throws MODEM_SILENT, AT_TIMEOUT when it does not listen any more
   */
  async prepare(tolerate: (command: string) => void, signal: AbortSignal): Promise<void> {
    const wanted = async (text: string): Promise<void> => {
      const answer = await this.client.ask(
        { text, deadlineMs: WORK_MS, again: 'afterRefusalOrSilence' },
        signal,
      );
      if (answer?.result !== 'OK') tolerate(text);
    };
    await wanted('AT+BIND=AT');
    await wanted('ATE0');
    await this.client.ask({ text: 'AT+SMLOG?', deadlineMs: QUERY_MS }, signal);
    await this.readState(signal);
    await wanted('AT+SQNSUPGRADENTF="started"');
    if (!(await this.wake(NOTING_TRIES, signal))) throw modemErrors.silent(NOTING_TRIES);
    await wanted('AT+SQNWL="sqndcc",2');
    await this.switchRadioOff(tolerate, signal);
  }

  /**
   * The field's tool does not look at the answer: a modem that refuses still gets its image.
   * @param tolerate called when it refuses or does not say
   * @throws AT_TIMEOUT when it does not listen any more
   */
  async switchRadioOff(tolerate: (command: string) => void, signal: AbortSignal): Promise<void> {
    const command: AtCommand = { text: 'AT+CFUN=4', deadlineMs: WORK_MS, again: 'afterRefusalOrSilence' };
    const answer = await this.client.ask(command, signal);
    if (!answer && !(await this.wake(RADIO_WAKE_TRIES, signal)))
      throw modemErrors.timeout(command.text, WORK_MS / 1000);
    if (answer?.result !== 'OK') tolerate(command.text);
  }

  /** Asked by the field tool before a transfer; its answer, ERROR included, changes nothing. */
  async askLogMode(signal: AbortSignal): Promise<void> {
    await this.client.ask({ text: 'AT+SMLOG?', deadlineMs: QUERY_MS }, signal);
  }

  /**
   * Chooses what the modem boots, and boots it: at once, or where it refuses that, by a reset of its own. Whether it
   * did is for the caller to see: a modem that is gone before its answer left looks like one that never heard.
   * @throws AT_ERROR when it refuses both ways
   */
  async boot(mode: BootMode, signal: AbortSignal): Promise<void> {
    const number = BOOT_MODE[mode];
    const atOnce = await this.client.ask({ text: `AT+SMSWBOOT=${number},1`, deadlineMs: QUERY_MS }, signal);
    if (atOnce?.result !== 'ERROR') return;
    await this.clock.sleep(AFTER_REFUSAL_MS, signal);
    await this.mustAgree({ text: `AT+SMSWBOOT=${number},0`, deadlineMs: QUERY_MS }, signal);
    await this.client.ask(RESET, signal);
  }

  /** Restarts the modem, into whatever it boots next; it may restart before it answers. */
  async restart(signal: AbortSignal): Promise<void> {
    await this.client.ask(RESET, signal);
  }

  /** Chooses what the modem boots at its next start, and starts nothing; it may refuse. */
  async chooseNextBoot(mode: BootMode, signal: AbortSignal): Promise<void> {
    const text = `AT+SMSWBOOT=${BOOT_MODE[mode]},0`;
    await this.client.ask({ text, deadlineMs: QUERY_MS, again: 'afterRefusal' }, signal);
  }

  /** @returns `unnamed` where it answers and names none that is known, `null` where it does not answer */
  async readBootMode(signal: AbortSignal): Promise<BootMode | 'unnamed' | null> {
    const command = { text: 'AT+SMSWBOOT?', deadlineMs: QUERY_MS, expect: BOOT_MODE_LINE };
    const answer = await this.client.ask(command, signal);
    return answer ? (parseBootMode(answer.lines) ?? 'unnamed') : null;
  }

  /** From here the modem speaks STP. @throws AT_ERROR, AT_TIMEOUT */
  async beginTransfer(way: 'FFF' | 'ON_THE_FLY', signal: AbortSignal): Promise<void> {
    const text = way === 'FFF' ? 'AT+SMSTPU' : 'AT+SMSTPU="ON_THE_FLY"';
    await this.enterStp({ text, deadlineMs: WORK_MS }, signal);
  }

  /** In recovery: from here the bootrom takes the updater over STP. @throws AT_ERROR, AT_TIMEOUT */
  async beginLoader(signal: AbortSignal): Promise<void> {
    await this.enterStp({ text: 'AT+STP', ending: '\n', deadlineMs: WORK_MS }, signal);
  }

  /** In recovery: @returns whether the modem agreed; it speaks the new rate from then on */
  async changeRate(bitsPerSecond: number, signal: AbortSignal): Promise<boolean> {
    const command = { text: `AT+IPR=${bitsPerSecond}`, ending: '\n', deadlineMs: QUERY_MS } as const;
    return (await this.client.ask(command, signal))?.result === 'OK';
  }

  /**
   * Makes it apply an image taken the FFF way; it reboots by itself, maybe before it answers.
   * @param hasIt whether a modem that says so runs the image
   * @throws AT_ERROR
   */
  async applyImage(hasIt: (reading: ModemReading) => boolean, signal: AbortSignal): Promise<void> {
    const command = { text: 'AT+SMUPGRADE', deadlineMs: APPLY_ANSWER_MS };
    const mark = this.mark();
    const answer = await this.client.ask(command, signal);
    if (answer?.result === 'OK') return;
    // It may be about to begin.
    if (answer !== undefined) await this.clock.sleep(AFTER_REFUSAL_MS, signal);
    // An ERROR may have been an earlier command's. Given twice it might apply the image to itself: only to a modem that
    // shows no sign of having heard it, and did not start meanwhile.
    const idle =
      !(await this.hearsStart(mark, 0, signal)) &&
      (await this.readState(signal)) === 2 &&
      (await this.readUpgradeResult(signal)).kind === 'none' &&
      !hasIt(await this.read(signal));
    if (!idle) return;
    if ((await this.client.ask(command, signal))?.result === 'ERROR') throw modemErrors.refused(command.text);
  }

  async readUpgradeResult(signal: AbortSignal): Promise<UpgradeResult> {
    const answer = await this.client.ask({ text: 'AT+SMUPGRADE?', deadlineMs: QUERY_MS }, signal);
    return parseUpgradeResult(answer?.lines);
  }

  /** Tells the modem's own log that the upgrade is done; it can do without. */
  async noteSuccess(signal: AbortSignal): Promise<void> {
    await this.client.ask({ text: 'AT+SQNSUPGRADENTF="success"', deadlineMs: QUERY_MS }, signal);
  }

  /** A point to wait from, taken before the command that makes the modem start. */
  mark(): number {
    return this.client.mark();
  }

  /** Waits for `+SYSSTART` after `mark`. @returns false when it did not come within `ms` milliseconds */
  hearsStart(mark: number, ms: number, signal: AbortSignal): Promise<boolean> {
    return this.client.hears(/^\+SYSSTART/, mark, ms, signal);
  }

  private async escapeDataSession(signal: AbortSignal): Promise<void> {
    await this.clock.sleep(ESCAPE_SILENCE_MS, signal);
    await this.client.ask({ text: '+++', ending: '', deadlineMs: ESCAPE_SILENCE_MS }, signal);
  }

  /**
   * For a command that changes what the modem is: silence may mean that it did.
   * @returns whether it agreed
   * @throws AT_ERROR
   */
  private async mustAgree(command: AtCommand, signal: AbortSignal): Promise<boolean> {
    const answer = await this.client.ask({ ...command, again: 'afterRefusal' }, signal);
    if (answer?.result === 'ERROR') throw modemErrors.refused(command.text);
    return answer !== undefined;
  }

  /** A modem that did not answer and listens to AT still never heard; one that does not speaks STP already. */
  private async enterStp(command: AtCommand, signal: AbortSignal): Promise<void> {
    const heard = await retry(STP_TRIES, async () => {
      if (await this.mustAgree(command, signal)) return true;
      const answer = await this.client.ask({ text: 'AT', deadlineMs: WAKE_INTERVAL_MS }, signal);
      return !answer || undefined;
    });
    if (!heard) throw modemErrors.timeout(command.text, (STP_TRIES * command.deadlineMs) / 1000);
  }

  private async linesOf(command: AtCommand, signal: AbortSignal): Promise<readonly string[]> {
    const answer = await this.client.ask({ ...command, again: 'afterRefusalOrSilence' }, signal);
    return answer?.lines ?? [];
  }
}
