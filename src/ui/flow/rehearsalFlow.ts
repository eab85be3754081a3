import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import {
  type ChosenFile,
  filesOf,
  type FirmwareSelector,
  needsHand,
  type PlanOptions,
  type RehearsalEvent,
  type RehearsalRequest,
  type UpgradeService,
  usualMethod,
} from '../../upgrade';
import { showFailure } from '../failures';
import type { Trouble } from '../panel/panelState';
import type { PanelStore } from '../panel/panelStore';
import type { PortWork } from '../portWork';
import type { ProvenWays } from '../provenWays';
import type { Speech } from '../speech';
import { failureNotice, type Notice, rehearsalNotice, refusalNotice } from '../texts/notices';
import { rehearsalQuestion } from '../texts/rehearsalTexts';
import type { Dialogs } from './dialogs';
import { checkedFiles, type Inspector } from './inspector';
import type { PortChooser } from './portChooser';

export interface RehearsalFlowDeps {
  readonly service: UpgradeService;
  readonly work: PortWork;
  readonly store: PanelStore;
  readonly dialogs: Dialogs;
  readonly desk: FirmwareSelector;
  readonly examiner: Inspector;
  readonly ports: PortChooser;
  readonly proven: ProvenWays;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly speech: Speech;
  readonly planOptions: () => PlanOptions;
}

export interface HowToRehearse {
  /** Whether the user already knows that the board has to be unplugged at the end. */
  readonly isAgreed?: boolean;
  /** Where it is known which board is meant. */
  readonly port?: string | undefined;
}

/** "Rehearse the upgrade": with the files that the panel shows, or with the board alone. */
export class RehearsalFlow {
  constructor(private readonly needs: RehearsalFlowDeps) {}

  async rehearse({ isAgreed = false, port }: HowToRehearse = {}): Promise<void> {
    try {
      await this.needs.work.runExclusive(async (signal) => {
        const { store, dialogs, speech } = this.needs;
        const { chosen } = store.state;
        dialogs.revealPanel();
        const request =
          chosen.length > 0 ? await this.withFiles(chosen, port, signal) : await this.withBoard(port, signal);
        if (request === undefined) return;
        try {
          const question = rehearsalQuestion(speech, request.finding);
          if (!isAgreed && needsHand(request.method) && !(await dialogs.confirm(question))) {
            store.dispatch({ type: 'stopped' });
            return;
          }
          await this.perform(request, signal);
        } finally {
          for (const { source } of filesOf(request.firmware)) await source.close();
        }
      });
    } catch (error) {
      this.fail(error);
    }
  }

  private async perform(request: RehearsalRequest, signal: AbortSignal): Promise<void> {
    const { service, store, proven, clock, speech } = this.needs;
    store.dispatch({ type: 'rehearsalStarted', method: request.method, at: clock.wallTime() });
    const report = await service.rehearse(request, { signal, onEvent: this.onEvent });
    if (report.verdict === 'ready') proven.keep(request.finding, request.method);
    this.mention(rehearsalNotice(speech, report));
  }

  /** With a plan, as the upgrade would make it. Undefined where nothing answers; the user sees that. */
  private async withFiles(
    chosen: readonly ChosenFile[],
    named: string | undefined,
    signal: AbortSignal,
  ): Promise<RehearsalRequest | undefined> {
    const { store, desk, examiner, ports, planOptions } = this.needs;
    const choice = await examiner.files(chosen, signal);
    const port = await ports.choose(named);
    if (port === undefined) return undefined;
    const finding = await examiner.port(port, signal);
    if (finding.kind === 'silent') {
      this.tellSilence(finding);
      return undefined;
    }
    const { answer, firmware } = await desk.plan(finding, choice, planOptions(), signal);
    store.dispatch({ type: 'checked', files: checkedFiles(filesOf(firmware)) });
    const method = answer.kind === 'plan' ? answer.method : this.methodFor(finding);
    return { finding, method, answer, firmware };
  }

  private async withBoard(
    named: string | undefined,
    signal: AbortSignal,
  ): Promise<RehearsalRequest | undefined> {
    const { examiner, ports } = this.needs;
    const port = await ports.choose(named);
    if (port === undefined) return undefined;
    const finding = await examiner.portAlone(port, signal);
    if (finding.kind === 'silent') {
      this.tellSilence(finding);
      return undefined;
    }
    const firmware = { images: [], updater: null };
    return { finding, method: this.methodFor(finding), answer: null, firmware };
  }

  private methodFor(finding: RehearsalRequest['finding']): RehearsalRequest['method'] {
    const { method } = this.needs.planOptions();
    return method === 'auto' ? usualMethod(finding) : method;
  }

  private tellSilence(trouble: Trouble): void {
    this.mention(refusalNotice(this.needs.speech, trouble, ['choosePort']));
  }

  private readonly onEvent = (event: RehearsalEvent): void => {
    const { store, examiner, clock, logger, speech } = this.needs;
    if (event.type === 'notice') logger.info(speech.render(event.text));
    if (event.type === 'moved') examiner.boardMoved(event.port);
    store.dispatch({ type: 'rehearsalEvent', event, at: clock.wallTime() });
  };

  /** Says what the panel shows while it isn't in view. */
  private mention(notice: Notice): void {
    this.needs.dialogs.mention(notice);
  }

  private fail(error: unknown): void {
    const { store, logger, speech } = this.needs;
    const failure = showFailure(error, { store, logger });
    if (failure !== null) this.mention(failureNotice(speech, failure));
  }
}
