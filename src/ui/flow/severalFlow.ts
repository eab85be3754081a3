import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { phrase } from '../../base/phrase';
import type { PortPresence } from '../../transport/portPresence';
import { Batch } from '../../upgrade/batch/batch';
import type { BatchBoard } from '../../upgrade/batch/batchBoard';
import {
  type ChosenFile,
  closeChoice,
  type FirmwareChoice,
  type FirmwareSelector,
  type PlanOptions,
  requireUpgrade,
  type UpgradeEvent,
  type UpgradeReport,
  type UpgradeService,
} from '../../upgrade';
import { failureToTell } from '../failures';
import type { NetworkLogins } from '../networkLogins';
import { EMPTY_PANEL, portHandledAlone, type StateIn } from '../panel/panelState';
import type { PanelStore } from '../panel/panelStore';
import { isRunning } from '../panel/severalState';
import { leftToDo, whyNotNow } from '../panel/severalView';
import type { PortWork } from '../portWork';
import type { ProvenWays } from '../provenWays';
import { readAgain, readingOf } from '../reading';
import type { ReadingStore } from '../readingStore';
import type { Speech } from '../speech';
import { failureNotice } from '../texts/notices';
import type { PortChoice } from '../texts/portChoices';
import {
  boardNotice,
  leftOutNotice,
  severalNotice,
  severalQuestion,
  stopQuestion,
} from '../texts/severalTexts';
import type { Dialogs } from './dialogs';
import type { PortChooser } from './portChooser';

export interface SeveralFlowDeps {
  readonly service: UpgradeService;
  readonly work: PortWork;
  readonly store: PanelStore;
  readonly dialogs: Pick<
    Dialogs,
    'pickFolder' | 'pickBoards' | 'confirm' | 'revealPanel' | 'mention' | 'tell'
  >;
  readonly desk: FirmwareSelector;
  readonly ports: Pick<PortChooser, 'boards'>;
  readonly logins: Pick<NetworkLogins, 'known'>;
  readonly readings: ReadingStore;
  readonly proven: ProvenWays;
  readonly presence: PortPresence;
  readonly planOptions: () => PlanOptions;
  /** Keeps the report of one board. */
  readonly keepReport: (of: StateIn<'done'>) => void;
  /** The ordinary flow of one board, with all its questions. */
  readonly upgradeAlone: (chosen: readonly ChosenFile[], port: string, imei: string | null) => Promise<void>;
  readonly recoverAlone: (port: string, imei: string | null) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly speech: Speech;
}

/** What was chosen for all boards. */
interface Chosen {
  readonly folder: readonly ChosenFile[];
  readonly choice: FirmwareChoice;
  readonly ports: readonly string[];
  readonly takesMore: boolean;
}

/** Several boards at once, by the engine that the command line has: what needs a person is left to the ordinary flow. */
export class SeveralFlow {
  constructor(private readonly needs: SeveralFlowDeps) {}

  /**
   * Asks for a folder and boards, and upgrades them; a board that waits for its turn has not been touched.
   * @param pointedAt the folder, where it was pointed at
   */
  async upgrade(pointedAt?: readonly ChosenFile[]): Promise<void> {
    const { work, logger, dialogs, speech } = this.needs;
    try {
      await work.runSeveral(async (signal) => {
        const folder = pointedAt ?? (await dialogs.pickFolder());
        if (folder === undefined) return;
        const choice = await this.check(folder, signal);
        try {
          const chosen = await this.chooseBoards(folder, choice);
          if (chosen !== undefined) await this.run(chosen, signal);
        } finally {
          await closeChoice(choice);
        }
      });
    } catch (error) {
      const failure = failureToTell(error, logger);
      if (failure !== null) dialogs.tell(failureNotice(speech, failure));
    }
  }

  /**
   * Ends what the panel leads, else the check of the folder. Boards in progress are not stopped: the press may have come just after
   * the end of what it meant.
   */
  cancel(): void {
    const { work } = this.needs;
    if (work.running) work.cancel();
    else if (!this.isAtBoards) work.cancelSeveral();
  }

  /** The same, and boards in progress are stopped if the user says so. */
  async cancelOrAsk(): Promise<void> {
    const { work, dialogs, speech } = this.needs;
    if (work.running || work.severalEnding || !this.isAtBoards) this.cancel();
    else if (await dialogs.confirm(stopQuestion(speech))) work.cancelSeveral();
  }

  private get isAtBoards(): boolean {
    const { several } = this.needs.store.state;
    return several !== null && isRunning(several);
  }

  /** What is left to do for a board of the table, in the ordinary way. */
  async goOnWith(number: number): Promise<void> {
    const { store, upgradeAlone, recoverAlone } = this.needs;
    const { several } = store.state;
    const board = several?.rows.find((row) => row.board.number === number)?.board;
    if (several === null || board === undefined) return;
    const left = leftToDo(board, several);
    if (left === null || whyNotNow(several, board) !== null) return;
    const { port, imei } = board;
    await (left === 'upgrade' ? upgradeAlone(several.chosen, port, imei) : recoverAlone(port, imei));
  }

  /** The panel says what is done, unless it leads something else. @throws what `FirmwareSelector.check` throws */
  private async check(folder: readonly ChosenFile[], signal: AbortSignal): Promise<FirmwareChoice> {
    const { store, work, desk, dialogs } = this.needs;
    if (work.running) return requireUpgrade(await desk.check(folder, signal));
    const files = folder.map(({ name }) => name).join(', ');
    const activity = phrase('Checking {files}', { files });
    dialogs.revealPanel();
    store.dispatch({ type: 'began', activity, chosen: [] });
    try {
      return requireUpgrade(await desk.check(folder, signal));
    } finally {
      const { state } = store;
      // Meanwhile something else may have begun, or ended: what the panel shows of that stays.
      if (state.stage === 'busy' && state.activity.text === activity) store.dispatch({ type: 'stopped' });
    }
  }

  private async chooseBoards(
    folder: readonly ChosenFile[],
    choice: FirmwareChoice,
  ): Promise<Chosen | undefined> {
    const { dialogs, ports, logins, store, work, speech } = this.needs;
    const taken = (): string | null => (work.running ? store.state.port : null);
    const listed = new Map<string, PortChoice>();
    const picked = await dialogs.pickBoards(async () => {
      const boards = (await ports.boards()).filter(({ port }) => port !== taken());
      for (const board of boards) listed.set(board.port, board);
      return boards;
    });
    if (picked === undefined || (picked.ports.length === 0 && !picked.takesMore)) return undefined;
    const { takesMore } = picked;
    const named = await Promise.all(picked.ports.map((port) => logins.known(port)));
    const chosen = picked.ports.flatMap((port) => listed.get(port) ?? []);
    const agrees = await dialogs.confirm(severalQuestion(speech, chosen, takesMore));
    return agrees ? { folder, choice, ports: named, takesMore } : undefined;
  }

  private async run(chosen: Chosen, signal: AbortSignal): Promise<void> {
    const { folder, takesMore } = chosen;
    const { store, dialogs, work, speech } = this.needs;
    store.dispatch({ type: 'severalStarted', chosen: folder, takesMore, beside: work.running });
    dialogs.revealPanel();
    try {
      const batch = await this.batchOf(chosen, signal);
      await batch.run(signal);
    } finally {
      store.dispatch({ type: 'severalOver' });
    }
    const { several } = store.state;
    if (several !== null) dialogs.mention(severalNotice(speech, several));
  }

  /** @throws what `FirmwareSelector.beside` throws */
  private async batchOf({ folder, choice, ports, takesMore }: Chosen, signal: AbortSignal): Promise<Batch> {
    const { store, desk, dialogs, work, clock, presence, planOptions, speech } = this.needs;
    const beside = await desk.beside(choice, signal);
    const { method, cleanUp = false } = planOptions();
    return new Batch(
      { service: this.listening(), clock, ...presence },
      {
        ports,
        newcomers: takesMore,
        holdsBack: () => work.running,
        handledAlone: () => portHandledAlone(store.state),
        onLeftOut: (port) => {
          // Of a board that is being worked with alone, nobody expects anything else.
          if (!work.running) dialogs.tell(leftOutNotice(speech, port));
        },
        choose: (finding, options) => desk.choose(finding, choice, beside, options),
        places: folder.map(({ name }) => name),
        method,
        cleanUp,
        // A batch confirms nothing: what has a question is a person's to decide.
        accepted: [],
        atMost: Infinity,
        count: null,
        once: !takesMore,
        onBoard: (board) => this.onBoard(board),
        onEvent: ({ number }, event) => this.onEvent(number, event),
      },
    );
  }

  private onEvent(number: number, event: UpgradeEvent): void {
    const { store, clock, logger, speech } = this.needs;
    // The output channel keeps what the table forgets.
    if (event.type === 'notice') logger.info(`board ${number}: ${speech.render(event.text)}`);
    if (event.type === 'wait') logger.info(`board ${number}: ${speech.render(event.reason)}`);
    store.dispatch({ type: 'severalEvent', number, event, at: clock.wallTime() });
  }

  /** The window learns what was read, as from every other flow. */
  private listening(): Pick<
    UpgradeService,
    'listPorts' | 'inspect' | 'unfinished' | 'forget' | 'diagnose' | 'run'
  > {
    const { service, readings, clock } = this.needs;
    return {
      listPorts: () => service.listPorts(),
      unfinished: () => service.unfinished(),
      forget: (id) => service.forget(id),
      diagnose: (finding, unfinished) => service.diagnose(finding, unfinished),
      run: (plan, options) => service.run(plan, options),
      inspect: async (port, onEvent, signal) => {
        const finding = await service.inspect(port, onEvent, signal);
        const reading = readingOf(finding, clock.wallTime());
        if (reading !== null) readings.keep(reading);
        return finding;
      },
    };
  }

  private onBoard(board: BatchBoard): void {
    const { store, clock, dialogs, speech } = this.needs;
    const before = store.state.several?.rows.find((row) => row.board.number === board.number);
    const hasEnded = before?.board.end === null && board.end !== null;
    if (hasEnded && board.end.report) this.keep(board, board.end.report);
    store.dispatch({ type: 'severalBoard', board, at: clock.wallTime() });
    const notice = hasEnded ? boardNotice(speech, board) : null;
    if (notice !== null) dialogs.mention(notice);
  }

  /** What every upgrade leaves: its report, the version, and that its method works on this board. */
  private keep({ number, plan, port }: BatchBoard, report: UpgradeReport): void {
    const { store, readings, proven, clock, keepReport } = this.needs;
    if (plan === null) return;
    const { finding, method } = plan;
    if (report.outcome === 'upgraded') proven.keep(finding, method);
    const at = clock.wallTime();
    const reading = readingOf({ ...finding, port }, at);
    if (reading !== null && (report.after !== null || report.modemState !== 'untouched'))
      readings.keep(readAgain(reading, report.after, at));
    const run = store.state.several?.rows.find(({ board }) => board.number === number)?.run;
    if (!run) return;
    keepReport({
      ...EMPTY_PANEL,
      stage: 'done',
      port,
      found: { finding, at },
      files: [],
      plan,
      confirmed: [],
      run,
      report,
    });
  }
}
