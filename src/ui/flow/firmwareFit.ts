import {
  type ChosenFile,
  filesOfChoice,
  type FirmwareChoice,
  type FirmwareSelector,
  type NothingToDo,
  type PlanOptions,
  type Refusal,
  type UpgradePlan,
} from '../../upgrade';
import type { Trouble } from '../panel/panelState';
import type { Speech } from '../speech';
import { type FitText, fitText, misfit } from '../texts/fitTexts';
import type { AnsweringFinding, LastFound } from './lastFound';

interface Needs {
  readonly desk: FirmwareSelector;
  readonly lastFound: LastFound;
  readonly planOptions: () => PlanOptions;
  readonly speech: Speech;
}

interface Compared {
  readonly finding: AnsweringFinding;
  /** What an upgrade with the files would come to. */
  readonly answer: UpgradePlan | Refusal | NothingToDo;
}

/** Whether files fit the modem that was read last. No port is opened, and nothing is asked. */
export class FirmwareFit {
  constructor(private readonly needs: Needs) {}

  /**
   * @returns null where no modem was read in this window yet
   * @throws one of the FILE_ errors, CANCELLED
   */
  async of(files: readonly ChosenFile[], signal: AbortSignal): Promise<FitText | null> {
    const { desk, lastFound } = this.needs;
    if (lastFound.finding === null) return null;
    const choice = await desk.check(files, signal);
    try {
      return await this.ofChoice(choice, signal);
    } finally {
      for (const { source } of filesOfChoice(choice)) await source.close();
    }
  }

  /** Why the modem that was read last cannot have what was checked, or need not. @throws as `of` */
  async misfitOf(choice: FirmwareChoice, signal: AbortSignal): Promise<Trouble | null> {
    const compared = await this.compare(choice, signal);
    return compared === null ? null : misfit(compared.finding, compared.answer);
  }

  /** The same for files that were checked already. */
  async ofChoice(choice: FirmwareChoice, signal: AbortSignal): Promise<FitText | null> {
    const compared = await this.compare(choice, signal);
    return compared === null ? null : fitText(this.needs.speech, compared.finding, compared.answer);
  }

  private async compare(choice: FirmwareChoice, signal: AbortSignal): Promise<Compared | null> {
    const { desk, lastFound, planOptions } = this.needs;
    const { finding } = lastFound;
    if (finding === null) return null;
    if (
      choice.kind === 'files' &&
      choice.set.images.some(({ description }) => description.kind === 'updater')
    )
      return null;
    const { answer } = await desk.plan(finding, choice, planOptions(), signal);
    return { finding, answer };
  }
}
