import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import {
  type ChosenFile,
  closeFiles,
  filesOf,
  filesOfChoice,
  type FirmwareSelector,
  needsHand,
  type PlanOptions,
  planSummary,
  requireUpgrade,
  type UpgradeEvent,
  type UpgradePlan,
  type UpgradeReport,
  type UpgradeService,
  namesOf,
  type Selection,
} from '../../upgrade';
import { showFailure } from '../failures';
import { allConfirmed, type StateIn, type Why } from '../panel/panelState';
import type { PanelStore } from '../panel/panelStore';
import type { PortWork } from '../portWork';
import type { ProvenWays } from '../provenWays';
import { readAgain, readingOf } from '../reading';
import type { ReadingStore } from '../readingStore';
import type { Speech } from '../speech';
import {
  checkedNotice,
  errorNotice,
  type Notice,
  nothingToDoNotice,
  notStartedNotice,
  portNotice,
  readNotice,
  refusalNotice,
  reportNotice,
} from '../texts/notices';
import { stepsAfterRefusal } from '../texts/nextSteps';
import { confirmation } from '../texts/planTexts';
import { handNeeded } from '../texts/rehearsalTexts';
import type { Dialogs } from './dialogs';
import { checkedFiles, type Inspector } from './inspector';
import type { FirmwareFit } from './firmwareFit';
import type { PortChooser } from './portChooser';

export interface UpgradeFlowDeps {
  readonly service: UpgradeService;
  readonly work: PortWork;
  readonly store: PanelStore;
  readonly dialogs: Dialogs;
  readonly desk: FirmwareSelector;
  readonly examiner: Inspector;
  readonly ports: PortChooser;
  readonly readings: ReadingStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly speech: Speech;
  readonly planOptions: () => PlanOptions;
  readonly fit: FirmwareFit;
  readonly proven: ProvenWays;
  /** Rehearses what is planned; the user knows that something may have to be done by hand. */
  readonly rehearse: () => Promise<void>;
}

/** What the user wants to go on with. */
type GoOn = 'rehearse' | undefined;

/** `alone`: the panel, where the start was pressed, has the rehearsal beside it. */
type StartOffer = 'alone' | 'withRehearsal';

/**
 * From a wish to a report: asks for what it lacks, calls the service, and tells what came of it. It decides nothing about
 * modems; that is the service's.
 */
export class UpgradeFlow {
  /** The plan that is shown, with its files. */
  private plan: UpgradePlan | null = null;

  constructor(private readonly needs: UpgradeFlowDeps) {}

  /**
   * @param chosen files that were pointed at; without them the user is asked
   * @param named the port, where it was just chosen
   * @param imei of the board that is meant, where one is
   */
  upgrade(chosen?: readonly ChosenFile[], named?: string, imei: string | null = null): Promise<void> {
    return this.upgradeOrRehearse(async (signal) => {
      const { store, desk, examiner, ports, dialogs } = this.needs;
      const files = chosen ?? (await dialogs.pickFirmware());
      if (files === undefined) return undefined;
      dialogs.revealPanel();
      const choice = requireUpgrade(await examiner.files(files, signal));
      const port = await ports.choose(named);
      if (port === undefined) return undefined;
      const finding = await examiner.port(port, signal, imei);
      const selection = await desk.plan(finding, choice, this.needs.planOptions(), signal);
      const { answer, firmware } = selection;
      const why = choice.kind === 'place' ? whyOf(selection) : null;
      this.plan = answer.kind === 'plan' ? answer : null;
      store.dispatch({ type: 'checked', files: checkedFiles(filesOf(this.plan ?? firmware)) });
      if (answer.kind === 'refusal') {
        const trouble = { sentence: answer.sentence, remedy: answer.alternative };
        const next = stepsAfterRefusal(answer.rule);
        store.dispatch({ type: 'refused', trouble, next, why });
        this.mention(refusalNotice(this.needs.speech, trouble, next));
        return undefined;
      }
      if (answer.kind === 'nothingToDo') {
        store.dispatch({ type: 'upToDate', sentence: answer.sentence, why });
        this.mention(nothingToDoNotice(this.needs.speech, answer.sentence));
        return undefined;
      }
      const proven = this.needs.proven.has(answer.finding, answer.method);
      store.dispatch({ type: 'planned', plan: planSummary(answer), proven, why });
      // Warnings are confirmed one by one in the panel, where there is room to say what each means.
      return answer.warnings.length === 0 ? this.confirmAndRun('withRehearsal', signal) : undefined;
    });
  }

  /** Starts the plan that is shown, once all its warnings are confirmed. */
  start(): Promise<void> {
    return this.upgradeOrRehearse((signal) => this.confirmAndRun('alone', signal));
  }

  /** @param named the port, where it was just chosen */
  readVersion(named?: string): Promise<void> {
    return this.runExclusive(async (signal) => {
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
    return this.runExclusive(async (signal) => {
      const { store, dialogs, examiner, fit, speech } = this.needs;
      const files = chosen ?? (await dialogs.pickFirmware());
      if (files === undefined) return;
      const choice = await examiner.files(files, signal);
      const misfit = await fit.misfitOf(choice, signal);
      const checked = checkedFiles(filesOfChoice(choice));
      if (misfit !== null) store.dispatch({ type: 'checked', files: checked, misfit });
      this.mention(checkedNotice(speech, checked, misfit));
    });
  }

  /**
   * Asks for a port. Where the last thing failed at its port, it goes on with the new one; else the port is used from now on,
   * and nothing is begun that the user did not ask for.
   */
  async choosePort(): Promise<void> {
    const port = await this.runExclusive(() => this.needs.ports.ask());
    if (port === undefined) return;
    const { state } = this.needs.store;
    const isStuck =
      (state.stage === 'refused' && state.port !== null) ||
      (state.stage === 'found' && state.found.finding.kind === 'silent');
    if (isStuck) await this.retry(port);
    else this.needs.dialogs.tell(portNotice(this.needs.speech, port));
  }

  /** Asks for a port, then does the last thing again there. */
  async choosePortAndGoOn(): Promise<void> {
    const port = await this.runExclusive(() => this.needs.ports.ask());
    if (port !== undefined) await this.retry(port);
  }

  /** The last thing again. @param named the port, where it was just chosen; else the same as before */
  retry(named?: string): Promise<void> {
    const { chosen, port } = this.needs.store.state;
    const again = named ?? port ?? undefined;
    return chosen.length > 0 ? this.upgrade(chosen, again) : this.readVersion(again);
  }

  private async upgradeOrRehearse(work: (signal: AbortSignal) => Promise<GoOn>): Promise<void> {
    // Not from within: the rehearsal is a piece of work of its own, and tells its failures itself.
    if ((await this.runExclusive(work)) === 'rehearse') await this.needs.rehearse();
  }

  private async confirmAndRun(offer: StartOffer, signal: AbortSignal): Promise<GoOn> {
    const { store, service, clock, speech, proven, dialogs } = this.needs;
    const { state } = store;
    const { plan } = this;
    if (state.stage !== 'ready' || plan === null || !allConfirmed(state)) return undefined;
    const { confirmed } = state;
    const picked = await this.confirmStart(state, offer);
    if (picked !== 'yes') return picked;
    store.dispatch({ type: 'started', at: clock.wallTime() });
    if (store.state.stage !== 'running') {
      // Nobody would see it run, nor what it asks for.
      dialogs.tell(notStartedNotice(speech));
      return undefined;
    }
    const report = await service.run(plan, { confirmed, signal, onEvent: this.onRunEvent });
    await closeFiles(filesOf(plan));
    this.plan = null;
    if (report.outcome === 'upgraded') proven.keep(plan.finding, plan.method);
    this.keepReading(report);
    this.mention(reportNotice(speech, report));
    return undefined;
  }

  /** Where nothing is known of how an upgrade goes on this board, the rehearsal is offered first. */
  private async confirmStart(
    { plan, files, proven }: StateIn<'ready'>,
    offer: StartOffer,
  ): Promise<'yes' | GoOn> {
    const { dialogs, speech } = this.needs;
    const question = confirmation(speech, plan, files);
    if (proven || offer === 'alone') return (await dialogs.confirm(question)) ? 'yes' : undefined;
    const why = speech.translate(
      'You haven’t rehearsed an upgrade on this board yet. A rehearsal tries everything this upgrade needs, and writes nothing to the modem.',
    );
    const hand = needsHand(plan.method) ? ` ${handNeeded(speech)}` : '';
    const detail = `${question.detail}\n\n${why}${hand}`;
    const picked = await dialogs.confirmOr({ ...question, detail }, speech.translate('Rehearse first'));
    return picked === 'instead' ? 'rehearse' : picked;
  }

  /** A modem that was written to and did not tell what it is now is no longer what it was. */
  private keepReading({ after, modemState }: UpgradeReport): void {
    const { store, readings, clock } = this.needs;
    const { found } = store.state;
    if (found === null || (after === null && modemState === 'untouched')) return;
    const reading = readingOf(found.finding, clock.wallTime());
    if (reading !== null) readings.keep(readAgain(reading, after, clock.wallTime()));
  }

  private readonly onRunEvent = (event: UpgradeEvent): void => {
    const { examiner, speech } = this.needs;
    if (event.type === 'cancelling')
      this.mention({ level: 'warning', text: speech.render(event.reason), buttons: ['showPanel'] });
    examiner.onEvent(event);
  };

  private async runExclusive<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    try {
      return await this.needs.work.runExclusive(work);
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  /** Says what the panel shows while it isn't in view. */
  private mention(notice: Notice): void {
    this.needs.dialogs.mention(notice);
  }

  private fail(error: unknown): void {
    const { store, logger, speech } = this.needs;
    const failure = showFailure(error, { store, logger });
    if (failure !== null) this.mention(errorNotice(speech, failure));
  }
}

/** Chosen files need no reason: the user has it. */
function whyOf({ reason, others }: Selection): Why {
  return {
    reason,
    others: others.map((other) => ({ files: namesOf(other.firmware), reason: other.reason })),
  };
}
