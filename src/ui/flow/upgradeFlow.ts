import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { phrase } from '../../base/phrase';
import { isUpgradeError } from '../../base/upgradeError';
import { requireImage, requireUpdater } from '../../firmware/checkFirmware';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import { upgradeErrors } from '../../upgrade/errors';
import type { UpgradeEvent } from '../../upgrade/events';
import type { Finding } from '../../upgrade/finding';
import type { UpgradeReport } from '../../upgrade/report';
import type { FirmwareSet, PlanOptions, UpgradeService } from '../../upgrade/upgradeService';
import { allConfirmed, type CheckedFile } from '../panel/panelState';
import type { PanelStore } from '../panel/panelStore';
import { readAgain, readingOf } from '../reading';
import type { ReadingStore } from '../readingStore';
import type { Speech } from '../speech';
import {
  busyNotice,
  checkedNotice,
  errorNotice,
  type Notice,
  readNotice,
  refusalNotice,
  reportNotice,
} from '../texts/notices';
import { confirmation } from '../texts/planTexts';
import type { ChosenFile } from './chosenFile';
import type { Dialogs } from './dialogs';
import { type FirmwareChoice, type FirmwareDesk, filesOf, filesOfChoice } from './firmwareDesk';
import type { PortChooser } from './portChooser';

export interface FlowDependencies {
  readonly service: UpgradeService;
  readonly store: PanelStore;
  readonly dialogs: Dialogs;
  readonly desk: FirmwareDesk;
  readonly ports: PortChooser;
  readonly readings: ReadingStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly speech: Speech;
  readonly planOptions: () => PlanOptions;
}

/**
 * From a wish to a report: asks for what it lacks, calls the service, and tells what came of it. One thing at a time.
 * It decides nothing about modems; that is the service's.
 */
export class UpgradeFlow {
  private abort: AbortController | null = null;
  private work: Promise<void> = Promise.resolve();
  /** The files of the plan that is shown. */
  private firmware: FirmwareSet | null = null;

  constructor(private readonly needs: FlowDependencies) {}

  /** @param chosen files that were pointed at; without them the user is asked */
  upgrade(chosen?: readonly ChosenFile[]): Promise<void> {
    return this.alone(async (signal) => {
      const { store, desk, ports, dialogs } = this.needs;
      const files = chosen ?? (await dialogs.pickFirmware());
      if (files === undefined) return;
      dialogs.revealPanel();
      const choice = await this.checkFiles(files, signal);
      if (choice.kind === 'files') {
        for (const image of choice.set.images) requireImage(image);
        if (choice.set.updater !== null) requireUpdater(choice.set.updater);
      }
      const port = await ports.choose();
      if (port === undefined) return;
      const finding = await this.inspect(port, signal);
      const { answer, set } = await desk.plan(finding, choice, this.needs.planOptions(), signal);
      this.firmware = set;
      store.dispatch({ type: 'checked', files: checkedFiles(filesOf(set)) });
      if (answer.kind === 'refusal') {
        const trouble = { sentence: answer.sentence, remedy: answer.alternative };
        store.dispatch({ type: 'refused', trouble });
        this.mention(refusalNotice(this.needs.speech, trouble, ['chooseFile', 'choosePort']));
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

  readVersion(): Promise<void> {
    return this.alone(async (signal) => {
      const { ports, store, speech } = this.needs;
      const port = await ports.choose();
      if (port === undefined) return;
      store.dispatch({ type: 'began', activity: phrase('Reading the modem'), chosen: [] });
      const finding = await this.inspect(port, signal);
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
      const { dialogs, speech } = this.needs;
      const files = chosen ?? (await dialogs.pickFirmware());
      if (files === undefined) return;
      const choice = await this.checkFiles(files, signal);
      this.mention(checkedNotice(speech, checkedFiles(filesOfChoice(choice))));
    });
  }

  /** Asks for a port, then goes on with what was being done. */
  async choosePort(): Promise<void> {
    let port: string | undefined;
    await this.alone(async () => {
      port = await this.needs.ports.ask();
    });
    if (port !== undefined) await this.retry();
  }

  /** The last thing again. */
  retry(): Promise<void> {
    const { chosen } = this.needs.store.state;
    return chosen.length > 0 ? this.upgrade(chosen) : this.readVersion();
  }

  /** Stops at the next safe point; the service says when that is. */
  cancel(): void {
    this.abort?.abort();
    this.needs.store.dispatch({ type: 'cancelAsked' });
  }

  /** Stops and waits for the end. */
  async close(): Promise<void> {
    this.cancel();
    await this.work;
  }

  private async checkFiles(files: readonly ChosenFile[], signal: AbortSignal): Promise<FirmwareChoice> {
    const { store, desk } = this.needs;
    const names = files.map(({ name }) => name).join(', ');
    store.dispatch({ type: 'began', activity: phrase('Checking {files}', { files: names }), chosen: files });
    const choice = await desk.check(files, signal);
    store.dispatch({ type: 'checked', files: checkedFiles(filesOfChoice(choice)) });
    return choice;
  }

  private async inspect(port: string, signal: AbortSignal): Promise<Finding> {
    const { service, store, clock, readings, speech } = this.needs;
    store.dispatch({ type: 'reading', activity: phrase('Reading the modem at {port}', { port }), port });
    const finding = await service.inspect(port, this.onEvent, signal);
    const at = clock.wallTime();
    store.dispatch({ type: 'found', finding, at });
    const reading = readingOf(finding, speech, at);
    if (reading !== null) await readings.keep(reading);
    return finding;
  }

  private async confirmAndRun(signal: AbortSignal): Promise<void> {
    const { store, dialogs, service, clock, speech } = this.needs;
    const { plan, stage, confirmed } = store.state;
    if (stage !== 'ready' || plan === null || this.firmware === null || !allConfirmed(store.state)) return;
    if (!(await dialogs.confirm(confirmation(speech, plan, store.state.files)))) return;
    store.dispatch({ type: 'started', at: clock.wallTime() });
    const report = await service.run(plan, this.firmware, { confirmed, signal, onEvent: this.onEvent });
    for (const { source } of filesOf(this.firmware)) await source.close();
    this.firmware = null;
    await this.keepReading(report);
    this.mention(reportNotice(speech, report));
  }

  private async keepReading({ after }: UpgradeReport): Promise<void> {
    const { store, readings, speech, clock } = this.needs;
    const { finding } = store.state;
    if (after === null || finding === null) return;
    const reading = readingOf(finding, speech, clock.wallTime());
    if (reading !== null) await readings.keep(readAgain(reading, after, speech, clock.wallTime()));
  }

  private readonly onEvent = (event: UpgradeEvent): void => {
    const { store, clock, logger, speech } = this.needs;
    if (event.type === 'notice') logger.info(speech.render(event.text));
    if (event.type === 'cancelling')
      this.mention({ level: 'warning', text: speech.render(event.reason), buttons: ['showPanel'] });
    store.dispatch({ type: 'event', event, at: clock.wallTime() });
  };

  /** One thing at a time: what comes while another runs is told so. */
  private async alone(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.abort !== null) {
      this.needs.dialogs.tell(busyNotice(this.needs.speech));
      return;
    }
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.work = work(signal)
      .catch((error: unknown) => this.fail(error))
      .finally(() => {
        this.abort = null;
      });
    await this.work;
  }

  /** Says what the panel shows, for whoever does not have it in view. */
  private mention(notice: Notice): void {
    if (!this.needs.dialogs.isPanelVisible()) this.needs.dialogs.tell(notice);
  }

  private fail(error: unknown): void {
    const { store, logger, speech } = this.needs;
    const failure = isUpgradeError(error) ? error : upgradeErrors.unexpected(error);
    if (failure.code === 'CANCELLED') {
      store.dispatch({ type: 'stopped' });
      return;
    }
    logger.warn(
      `${failure.code}: ${failure.message} ${failure.cause instanceof Error ? failure.cause.message : ''}`,
    );
    store.dispatch({ type: 'refused', trouble: { sentence: failure.sentence, remedy: failure.remedy } });
    this.mention(errorNotice(speech, failure));
  }
}

function checkedFiles(files: readonly FirmwareImage[]): CheckedFile[] {
  return files.map(({ source, description }) => ({ name: source.name, description }));
}
