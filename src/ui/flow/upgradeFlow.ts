import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { requireImage, requireUpdater } from '../../firmware/checkFirmware';
import type { UpgradeEvent } from '../../upgrade/events';
import type { UpgradeReport } from '../../upgrade/report';
import type { FirmwareSet, PlanOptions, UpgradeService } from '../../upgrade/upgradeService';
import { failureToTell } from '../failures';
import { allConfirmed } from '../panel/panelState';
import type { PanelStore } from '../panel/panelStore';
import type { PortWork } from '../portWork';
import { readAgain, readingOf } from '../reading';
import type { ReadingStore } from '../readingStore';
import type { Speech } from '../speech';
import {
  checkedNotice,
  errorNotice,
  type Notice,
  nothingToDoNotice,
  readNotice,
  refusalNotice,
  reportNotice,
} from '../texts/notices';
import { confirmation } from '../texts/planTexts';
import type { ChosenFile } from './chosenFile';
import type { Dialogs } from './dialogs';
import { checkedFiles, type Examiner } from './examiner';
import { type FirmwareDesk, filesOf, filesOfChoice } from './firmwareDesk';
import type { PortChooser } from './portChooser';

export interface FlowDependencies {
  readonly service: UpgradeService;
  readonly work: PortWork;
  readonly store: PanelStore;
  readonly dialogs: Dialogs;
  readonly desk: FirmwareDesk;
  readonly examiner: Examiner;
  readonly ports: PortChooser;
  readonly readings: ReadingStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly speech: Speech;
  readonly planOptions: () => PlanOptions;
}

/**
 * From a wish to a report: asks for what it lacks, calls the service, and tells what came of it. It decides nothing about
 * modems; that is the service's.
 */
export class UpgradeFlow {
  /** The files of the plan that is shown. */
  private firmware: FirmwareSet | null = null;

  constructor(private readonly needs: FlowDependencies) {}

  /**
   * @param chosen files that were pointed at; without them the user is asked
   * @param named the port, where it was just chosen
   */
  upgrade(chosen?: readonly ChosenFile[], named?: string): Promise<void> {
    return this.alone(async (signal) => {
      const { store, desk, examiner, ports, dialogs } = this.needs;
      const files = chosen ?? (await dialogs.pickFirmware());
      if (files === undefined) return;
      dialogs.revealPanel();
      const choice = await examiner.files(files, signal);
      if (choice.kind === 'files') {
        for (const image of choice.set.images) requireImage(image);
        if (choice.set.updater !== null) requireUpdater(choice.set.updater);
      }
      const port = await ports.choose(named);
      if (port === undefined) return;
      const finding = await examiner.port(port, signal);
      const { answer, set } = await desk.plan(finding, choice, this.needs.planOptions(), signal);
      this.firmware = set;
      store.dispatch({ type: 'checked', files: checkedFiles(filesOf(set)) });
      if (answer.kind === 'refusal') {
        const trouble = { sentence: answer.sentence, remedy: answer.alternative };
        store.dispatch({ type: 'refused', trouble });
        this.mention(refusalNotice(this.needs.speech, trouble, ['chooseFile', 'choosePort']));
        return;
      }
      if (answer.kind === 'nothingToDo') {
        store.dispatch({ type: 'upToDate', sentence: answer.sentence });
        this.mention(nothingToDoNotice(this.needs.speech, answer.sentence));
        return;
      }
      store.dispatch({ type: 'planned', plan: answer });
      // Warnings are confirmed one by one in the panel, where there is room to say what each means.
      if (answer.warnings.length === 0) await this.confirmAndRun(signal);
    });
  }

  /** Starts the plan that is shown, once all its warnings are confirmed. */
  start(): Promise<void> {
    return this.alone((signal) => this.confirmAndRun(signal));
  }

  /** @param named the port, where it was just chosen */
  readVersion(named?: string): Promise<void> {
    return this.alone(async (signal) => {
      const { ports, examiner, speech } = this.needs;
      const port = await ports.choose(named);
      if (port === undefined) return;
      const finding = await examiner.portAlone(port, signal);
      this.mention(
        finding.kind === 'silent'
          ? refusalNotice(speech, finding, ['retry', 'choosePort'])
          : readNotice(speech, finding),
      );
    });
  }

  /** Only looks at files; no port is touched. */
  checkFile(chosen?: readonly ChosenFile[]): Promise<void> {
    return this.alone(async (signal) => {
      const { dialogs, examiner, speech } = this.needs;
      const files = chosen ?? (await dialogs.pickFirmware());
      if (files === undefined) return;
      const choice = await examiner.files(files, signal);
      this.mention(checkedNotice(speech, checkedFiles(filesOfChoice(choice))));
    });
  }

  /** Asks for a port, then goes on with what was being done. */
  async choosePort(): Promise<void> {
    const port = await this.alone(() => this.needs.ports.ask());
    if (port !== undefined) await this.retry(port);
  }

  /** The last thing again. @param named the port, where it was just chosen */
  retry(named?: string): Promise<void> {
    const { chosen } = this.needs.store.state;
    return chosen.length > 0 ? this.upgrade(chosen, named) : this.readVersion(named);
  }

  private async confirmAndRun(signal: AbortSignal): Promise<void> {
    const { store, dialogs, service, clock, speech } = this.needs;
    const { plan, stage, confirmed } = store.state;
    if (stage !== 'ready' || plan === null || this.firmware === null || !allConfirmed(store.state)) return;
    if (!(await dialogs.confirm(confirmation(speech, plan, store.state.files)))) return;
    store.dispatch({ type: 'started', at: clock.wallTime() });
    const report = await service.run(plan, this.firmware, { confirmed, signal, onEvent: this.onRunEvent });
    for (const { source } of filesOf(this.firmware)) await source.close();
    this.firmware = null;
    this.keepReading(report);
    this.mention(reportNotice(speech, report));
  }

  /** A modem that was written to and did not tell what it is now is no longer what it was. */
  private keepReading({ after, modemState }: UpgradeReport): void {
    const { store, readings, clock } = this.needs;
    const { finding } = store.state;
    if (finding === null || (after === null && modemState === 'untouched')) return;
    const reading = readingOf(finding, clock.wallTime());
    if (reading !== null) readings.keep(readAgain(reading, after, clock.wallTime()));
  }

  private readonly onRunEvent = (event: UpgradeEvent): void => {
    const { examiner, speech } = this.needs;
    if (event.type === 'cancelling')
      this.mention({ level: 'warning', text: speech.render(event.reason), buttons: ['showPanel'] });
    examiner.onEvent(event);
  };

  private async alone<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    try {
      return await this.needs.work.alone(work);
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  /** Says what the panel shows, for whoever does not have it in view. */
  private mention(notice: Notice): void {
    if (!this.needs.dialogs.isPanelVisible()) this.needs.dialogs.tell(notice);
  }

  private fail(error: unknown): void {
    const { store, logger, speech } = this.needs;
    const failure = failureToTell(error, logger);
    if (failure === null) {
      store.dispatch({ type: 'stopped' });
      return;
    }
    store.dispatch({ type: 'refused', trouble: { sentence: failure.sentence, remedy: failure.remedy } });
    this.mention(errorNotice(speech, failure));
  }
}
