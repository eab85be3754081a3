import { poll } from '../../base/poll';
import { throwIfCancelled } from '../../base/cancellation';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { hidePassword } from '../../transport/networkAddress';
import {
  type Diagnosis,
  type Finding,
  isSurelyOf,
  type JournalEntry,
  type Repair,
  summaryOf,
  type UpgradeEvent,
  type UpgradeService,
  whatHappened,
} from '../../upgrade';
import { showFailure } from '../failures';
import type { Inspector } from '../flow/inspector';
import type { PortChooser } from '../flow/portChooser';
import type { PanelState } from '../panel/panelState';
import type { PanelStore } from '../panel/panelStore';
import type { SeveralState } from '../panel/severalState';
import type { PortWork } from '../portWork';
import { readAgain } from '../reading';
import type { ReadingStore } from '../readingStore';
import type { Speech } from '../speech';
import { failureNotice } from '../texts/notices';
import { agreesToDismiss } from './dismissal';
import type { RecoveryDialogs } from './recoveryDialogs';
import { recoveryState } from './recoveryState';
import { CHOICE } from './recoveryView';

/**
 * A window that was reloaded lives on: VS Code waits some seconds for its extensions, a server on a busy machine longer,
 * and then ends them. Until then its upgrade is not unfinished but under way.
 */
const OLD_WINDOW_ENDS_MS = 60_000;
const LOOK_EVERY_MS = 2_000;

export interface RecoveryFlowDeps {
  readonly service: UpgradeService;
  readonly work: PortWork;
  readonly store: PanelStore;
  readonly examiner: Inspector;
  readonly readings: ReadingStore;
  readonly ports: Pick<PortChooser, 'choose'>;
  readonly dialogs: RecoveryDialogs;
  /** Asks for files and upgrades with them. */
  readonly upgrade: (port: string) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly speech: Speech;
}

interface Looked {
  readonly finding: Finding;
  readonly diagnosis: Diagnosis;
}

/** From a modem that does not work to what can be done about it, one agreed step after the other. */
export class RecoveryFlow {
  /** What the panel's cards were made from. */
  private looked: Looked | null = null;

  constructor(private readonly parts: RecoveryFlowDeps) {}

  /**
   * Looks at the board, and shows in the panel what can be done.
   * @param named the port, where it is known which one is meant
   * @param imei of the board that is meant, where one is
   */
  async recover(named?: string, imei: string | null = null): Promise<void> {
    const { work, ports, dialogs } = this.parts;
    try {
      await work.runExclusive(async (signal) => {
        const port = await ports.choose(named);
        if (port === undefined) return;
        dialogs.revealPanel();
        await this.look(port, signal, imei);
      });
    } catch (error) {
      this.fail(error);
    }
  }

  /** The button of a card was pressed. @param choice one of `CHOICE`, or a repair's identity */
  async choose(choice: string): Promise<void> {
    const { store, upgrade } = this.parts;
    const { looked } = this;
    if (store.state.stage !== 'recovery' || looked === null) return;
    const { finding, diagnosis } = looked;
    try {
      const repair = diagnosis.repairs.find(({ id }) => id === choice);
      if (choice === CHOICE.upgrade) {
        // A piece of work of its own, which tells its failures itself.
        await upgrade(finding.port);
      } else if (choice === CHOICE.forget) {
        if (await this.dismiss(looked)) await this.recover(finding.port);
      } else if (repair?.by.kind === 'person') {
        if (await this.isDoneByHand(repair, looked)) await this.recover(finding.port);
      } else if (repair !== undefined) {
        await this.repair(repair, finding);
      }
    } catch (error) {
      this.fail(error);
    }
  }

  /** After a start: says in the panel what is to be done about what was cut off, and offers to go on with it. */
  async offerUnfinished(signal: AbortSignal): Promise<void> {
    const { service, dialogs, store, speech } = this.parts;
    const entries = await this.unfinished(signal);
    this.doubtReadings(entries);
    const shown = entryOfPanel(store.state, entries) ?? null;
    store.dispatch({ type: 'unfinished', entry: shown });
    const latest = entries.at(-1);
    if (latest === undefined) {
      for (const { sentence, remedy } of await service.interruptedRehearsals())
        dialogs.tell({
          level: 'warning',
          text: `${speech.render(sentence)} ${speech.render(remedy)}`,
          buttons: [],
        });
      return;
    }
    const [goOn, forget] = [speech.translate('Recovery options…'), speech.translate('Dismiss')];
    const repeat = speech.translate('Repeat this upgrade');
    const repeats = shown?.id === latest.id && store.state.chosen.length > 0;
    const showAll = speech.translate('Show all boards');
    const pressed = await dialogs.offer(this.textOf(entries, latest), [
      ...(store.state.several?.course === 'cutOff' ? [showAll] : []),
      ...(repeats ? [repeat] : []),
      goOn,
      forget,
    ]);
    if (pressed === showAll) {
      store.dispatch({ type: 'severalShown' });
      dialogs.revealPanel();
    }
    if (repeats && pressed === repeat) await this.parts.upgrade(latest.board.port);
    if (pressed === goOn) await this.recover(latest.board.port);
    if (pressed !== forget || !(await agreesToDismiss(latest, true, this.parts))) return;
    await service.forget(latest.id);
    if (shown?.id === latest.id) store.dispatch({ type: 'unfinished', entry: null });
    // Each of the others is a board's of its own.
    if (entries.length > 1) await this.offerUnfinished(signal);
  }

  /** What is offered is about the latest; that there are more is said, too. */
  private textOf(entries: readonly JournalEntry[], latest: JournalEntry): string {
    const { speech } = this.parts;
    const happened = speech.render(whatHappened(latest));
    return entries.length === 1
      ? happened
      : speech.translate('{n} upgrades were interrupted. The last one: {happened}', {
          n: entries.length,
          happened,
        });
  }

  /** What is unfinished; for what the panel shows as cut off it is waited until nobody can be at it any more. */
  private async unfinished(signal: AbortSignal): Promise<readonly JournalEntry[]> {
    const { service, store, clock } = this.parts;
    let entries: readonly JournalEntry[] = [];
    await poll(clock, { everyMs: LOOK_EVERY_MS, limitMs: OLD_WINDOW_ENDS_MS }, signal, async () => {
      entries = await service.unfinished();
      const { state } = store;
      const isAwaited = state.stage === 'interrupted' && entryOfPanel(state, entries) === undefined;
      return !(isAwaited || lacksEntry(state.several, entries)) || undefined;
    });
    return entries;
  }

  /** A version that was read before an upgrade was cut off may not be the modem's any more. */
  private doubtReadings(entries: readonly JournalEntry[]): void {
    const { readings, clock } = this.parts;
    for (const entry of entries) {
      const { currentSince, mayHaveChanged } = summaryOf(entry);
      const reading = readings.at(entry.board.port);
      if (mayHaveChanged && reading !== null && reading.readAt < currentSince)
        readings.keep(readAgain(reading, null, clock.wallTime()));
    }
  }

  /** One after the other, as the journal knows them now. @returns whether any was dismissed */
  private async dismiss({ finding, diagnosis }: Looked): Promise<boolean> {
    const { service } = this.parts;
    let isAnyGone = false;
    for (const entry of await service.unfinished()) {
      if (!diagnosis.unfinished.some(({ id }) => id === entry.id)) continue;
      if (!(await agreesToDismiss(entry, isSurelyOf(finding, entry), this.parts))) continue;
      await service.forget(entry.id);
      isAnyGone = true;
    }
    return isAnyGone;
  }

  private async look(port: string, signal: AbortSignal, imei: string | null = null): Promise<void> {
    const { service, examiner, store } = this.parts;
    const { state } = store;
    // The files of the upgrade that was cut off stay at hand: it is repeated with them.
    const finding =
      state.chosen.length > 0 && state.port === port
        ? await examiner.port(port, signal, imei)
        : await examiner.portAlone(port, signal, imei);
    const diagnosis = service.diagnose(finding, await service.unfinished());
    for (const { id } of diagnosis.over) await service.forget(id);
    this.looked = { finding, diagnosis };
    store.dispatch({ type: 'diagnosed', recovery: recoveryState(diagnosis) });
  }

  /** A repair that fails is no reason not to look, and to go on with the next. */
  private async repair(repair: Repair, finding: Finding): Promise<void> {
    const { service, store, examiner, work } = this.parts;
    if (!(await this.agrees(repair))) return;
    await work.runExclusive(async (signal) => {
      store.dispatch({ type: 'repairing', activity: repair.title });
      const onEvent: (event: UpgradeEvent) => void = examiner.onEvent;
      try {
        await service.repair(repair, finding, { confirmed: repair.id, signal, onEvent });
      } catch (error) {
        this.fail(error);
      }
      throwIfCancelled(signal);
      await this.look(finding.port, signal);
    });
  }

  /** The card said all that is to be known: what is harmless is agreed to by its button. */
  private async agrees({ id, title, warning, how, risk }: Repair): Promise<boolean> {
    const { dialogs, speech } = this.parts;
    if (risk === 'harmless') return true;
    const yes = speech.translate('Run this repair');
    const detail = [...(warning ? [warning] : []), how].map((each) => speech.render(each)).join(' ');
    const question = { message: speech.render(title), detail, yes };
    return risk === 'drastic' ? dialogs.confirmByWord(question, id) : dialogs.confirm(question);
  }

  /** Where it loses something, its steps are shown only after the user typed the word, and only while they are still the way. */
  private async isDoneByHand({ id, title, warning, how, risk }: Repair, looked: Looked): Promise<boolean> {
    if (risk !== 'drastic') return true;
    const { dialogs, speech } = this.parts;
    const yes = speech.translate('Done, check again');
    const told = { message: speech.render(title), detail: speech.render(how), yes };
    const agreed = await dialogs.confirmByWord({ ...told, detail: speech.render(warning ?? how) }, id);
    return agreed && this.looked === looked && (await dialogs.confirm(told));
  }

  private fail(error: unknown): void {
    const { dialogs, store, speech, logger } = this.parts;
    const failure = showFailure(error, { store, logger });
    if (failure !== null) dialogs.tell(failureNotice(speech, failure));
  }
}

/** Whether the journal has no word yet of an upgrade of several boards that was cut off. */
function lacksEntry(several: SeveralState | null, entries: readonly JournalEntry[]): boolean {
  if (several?.course !== 'cutOff') return false;
  return several.rows.some(
    ({ board, run }) =>
      board.phase === 'upgrading' &&
      run !== null &&
      !entries.some((entry) => entry.board.port === board.port && entry.begunAt >= run.startedAt),
  );
}

/** The entry of the upgrade that the panel shows as cut off. */
function entryOfPanel(state: PanelState, entries: readonly JournalEntry[]): JournalEntry | undefined {
  if (state.stage !== 'interrupted' || state.port === null) return undefined;
  const port = hidePassword(state.port);
  const { startedAt } = state.run;
  return entries.find(({ board, begunAt }) => board.port === port && begunAt >= startedAt);
}
