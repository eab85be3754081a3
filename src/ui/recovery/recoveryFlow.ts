import { poll } from '../../base/poll';
import { throwIfCancelled } from '../../base/cancellation';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { hidePassword } from '../../transport/networkAddress';
import {
  type Diagnosis,
  type Finding,
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
import type { PortWork } from '../portWork';
import { readAgain } from '../reading';
import type { ReadingStore } from '../readingStore';
import type { Speech } from '../speech';
import { failureNotice } from '../texts/notices';
import type { RecoveryDialogs } from './recoveryDialogs';
import { CHOICE, needsNothing, recoveryMenu } from './recoveryMenu';

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
  constructor(private readonly parts: RecoveryFlowDeps) {}

  /** @param named the port, where it is known which one is meant */
  async recover(named?: string): Promise<void> {
    const { work, ports, upgrade } = this.parts;
    try {
      const goOnAt = await work.runExclusive(async (signal) => {
        const port = await ports.choose(named);
        return port !== undefined && (await this.workOn(port, signal)) === 'upgrade' ? port : undefined;
      });
      // Not from within: the upgrade is a piece of work of its own, and tells its failures itself.
      if (goOnAt !== undefined) await upgrade(goOnAt);
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
    const repeats = shown?.id === latest.id && this.filesAtHand !== null;
    const pressed = await dialogs.offer(speech.render(whatHappened(latest)), [
      ...(repeats ? [repeat] : []),
      goOn,
      forget,
    ]);
    if (repeats && pressed === repeat) await this.parts.upgrade(latest.board.port);
    if (pressed === goOn) await this.recover(latest.board.port);
    if (pressed !== forget) return;
    await service.forget(latest.id);
    if (shown?.id === latest.id) store.dispatch({ type: 'unfinished', entry: null });
  }

  /** What is unfinished; for the upgrade that the panel shows as cut off it is waited until nobody can be at it any more. */
  private async unfinished(signal: AbortSignal): Promise<readonly JournalEntry[]> {
    const { service, store, clock } = this.parts;
    let entries: readonly JournalEntry[] = [];
    await poll(clock, { everyMs: LOOK_EVERY_MS, limitMs: OLD_WINDOW_ENDS_MS }, signal, async () => {
      entries = await service.unfinished();
      const { state } = store;
      const isAwaited = state.stage === 'interrupted' && entryOfPanel(state, entries) === undefined;
      return !isAwaited || undefined;
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

  /** @returns what the user wants to go on with, if anything */
  private async workOn(port: string, signal: AbortSignal): Promise<'upgrade' | undefined> {
    const { service, dialogs, speech } = this.parts;
    let wasTold = false;
    for (;;) {
      throwIfCancelled(signal);
      const { finding, diagnosis } = await this.look(port, signal);
      if (needsNothing(diagnosis) && !wasTold) {
        dialogs.tell({ level: 'info', text: speech.render(diagnosis.sentence), buttons: [] });
        wasTold = true;
      }
      const choice = await dialogs.choose(recoveryMenu(speech, diagnosis, finding, this.filesAtHand));
      if (choice === undefined) return undefined;
      if (choice === CHOICE.upgrade) return 'upgrade';
      if (choice === CHOICE.forget) for (const { id } of diagnosis.unfinished) await service.forget(id);
      const repair = diagnosis.repairs.find(({ id }) => id === choice);
      if (repair !== undefined) await this.repair(repair, finding, signal);
    }
  }

  private async look(port: string, signal: AbortSignal): Promise<Looked> {
    const { service, examiner, store } = this.parts;
    const { state } = store;
    // The files of the upgrade that was cut off stay at hand: it is repeated with them.
    const finding =
      state.chosen.length > 0 && state.port === port
        ? await examiner.port(port, signal)
        : await examiner.portAlone(port, signal);
    const diagnosis = service.diagnose(finding, await service.unfinished());
    for (const { id } of diagnosis.over) await service.forget(id);
    return { finding, diagnosis };
  }

  /** Names of the files that an upgrade would be repeated with; null where they would be asked for. */
  private get filesAtHand(): string | null {
    const { chosen } = this.parts.store.state;
    return chosen.length === 0 ? null : chosen.map(({ name }) => name).join(', ');
  }

  /** A repair that fails is no reason not to look, and to go on with the next. */
  private async repair(repair: Repair, finding: Finding, signal: AbortSignal): Promise<void> {
    const { service, store, examiner } = this.parts;
    if (!(await this.agrees(repair)) || repair.by.kind === 'person') return;
    store.dispatch({ type: 'repairing', activity: repair.title });
    const onEvent: (event: UpgradeEvent) => void = examiner.onEvent;
    try {
      await service.repair(repair, finding, { confirmed: repair.id, signal, onEvent });
    } catch (error) {
      this.fail(error);
    }
  }

  private agrees({ id, title, how, risk, by }: Repair): Promise<boolean> {
    const { dialogs, speech } = this.parts;
    const yes = by.kind === 'person' ? speech.translate('Done, check again') : speech.translate('Do it');
    const question = { message: speech.render(title), detail: speech.render(how), yes };
    return risk === 'drastic' ? dialogs.confirmByWord(question, id) : dialogs.confirm(question);
  }

  private fail(error: unknown): void {
    const { dialogs, store, speech, logger } = this.parts;
    const failure = showFailure(error, { store, logger });
    if (failure !== null) dialogs.tell(failureNotice(speech, failure));
  }
}

/** The entry of the upgrade that the panel shows as cut off. */
function entryOfPanel(state: PanelState, entries: readonly JournalEntry[]): JournalEntry | undefined {
  if (state.stage !== 'interrupted' || state.port === null) return undefined;
  const port = hidePassword(state.port);
  const { startedAt } = state.run;
  return entries.find(({ board, begunAt }) => board.port === port && begunAt >= startedAt);
}
