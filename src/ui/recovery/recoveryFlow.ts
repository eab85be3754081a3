import type { Logger } from '../../base/logger';
import { isUpgradeError } from '../../base/upgradeError';
import { upgradeErrors } from '../../upgrade/errors';
import type { UpgradeEvent } from '../../upgrade/events';
import type { Finding } from '../../upgrade/finding';
import { whatHappened } from '../../upgrade/recovery/continuation';
import type { Diagnosis } from '../../upgrade/recovery/diagnose';
import type { Repair } from '../../upgrade/recovery/repair';
import type { UpgradeService } from '../../upgrade/upgradeService';
import type { Speech } from '../speech';
import type { RecoveryDialogs } from './recoveryDialogs';
import { CHOICE, recoveryMenu } from './recoveryMenu';

export interface RecoveryParts {
  readonly service: UpgradeService;
  readonly dialogs: RecoveryDialogs;
  readonly choosePort: () => Promise<string | undefined>;
  /** Asks for files and upgrades with them. */
  readonly upgrade: () => Promise<void>;
  readonly logger: Logger;
  readonly speech: Speech;
}

interface Looked {
  readonly finding: Finding;
  readonly diagnosis: Diagnosis;
}

/** From a modem that does not work to what can be done about it, one agreed step after the other. */
export class RecoveryFlow {
  constructor(private readonly parts: RecoveryParts) {}

  /** @param known the port, where an unfinished upgrade names it */
  async recover(known?: string): Promise<void> {
    try {
      const port = known ?? (await this.parts.choosePort());
      if (port !== undefined) await this.workOn(port);
    } catch (error) {
      this.fail(error);
    }
  }

  /** After a start: offers to go on with what was cut off. */
  async offerUnfinished(): Promise<void> {
    const { service, dialogs, speech } = this.parts;
    const latest = (await service.unfinished()).at(-1);
    if (latest === undefined) return;
    const [goOn, forget] = [speech.say('What to do…'), speech.say('Forget it')];
    const pressed = await dialogs.offer(speech.render(whatHappened(latest)), [goOn, forget]);
    if (pressed === goOn) await this.recover(latest.board.port);
    else if (pressed === forget) await service.forget(latest.id);
  }

  private async workOn(port: string): Promise<void> {
    const { service, dialogs, speech, upgrade } = this.parts;
    for (;;) {
      const { finding, diagnosis } = await this.look(port);
      if (diagnosis.condition === 'works' && diagnosis.unfinished.length === 0) {
        dialogs.tell('info', speech.render(diagnosis.sentence));
        return;
      }
      const choice = await dialogs.choose(recoveryMenu(speech, diagnosis));
      if (choice === undefined) return;
      if (choice === CHOICE.upgrade) return upgrade();
      if (choice === CHOICE.forget) for (const { id } of diagnosis.unfinished) await service.forget(id);
      const repair = diagnosis.repairs.find(({ id }) => id === choice);
      if (repair !== undefined) await this.repair(repair, finding);
    }
  }

  private look(port: string): Promise<Looked> {
    const { service, dialogs, speech } = this.parts;
    return dialogs.busy(speech.say('Looking at the modem at {port}', { port }), async (say, signal) => {
      const finding = await service.inspect(port, this.tellWaits(say), signal);
      const diagnosis = service.diagnose(finding, await service.unfinished());
      for (const { id } of diagnosis.over) await service.forget(id);
      return { finding, diagnosis };
    });
  }

  /** A repair that fails is no reason not to look, and to go on with the next. */
  private async repair(repair: Repair, finding: Finding): Promise<void> {
    const { service, dialogs, speech } = this.parts;
    if (!(await this.agrees(repair)) || repair.by.kind === 'person') return;
    try {
      await dialogs.busy(speech.render(repair.title), (say, signal) =>
        service.repair(repair, finding, { confirmed: repair.id, signal, onEvent: this.tellWaits(say) }),
      );
    } catch (error) {
      this.fail(error);
    }
  }

  private agrees({ id, title, how, risk, by }: Repair): Promise<boolean> {
    const { dialogs, speech } = this.parts;
    const yes = by.kind === 'person' ? speech.say('It is done: look again') : speech.say('Do it');
    const question = { message: speech.render(title), detail: speech.render(how), yes };
    return risk === 'drastic' ? dialogs.confirmByWord(question, id) : dialogs.confirm(question);
  }

  private tellWaits(say: (text: string) => void): (event: UpgradeEvent) => void {
    return (event) => {
      if (event.type === 'wait') say(this.parts.speech.render(event.reason));
    };
  }

  private fail(error: unknown): void {
    const { dialogs, speech, logger } = this.parts;
    const failure = isUpgradeError(error) ? error : upgradeErrors.unexpected(error);
    if (failure.code === 'CANCELLED') return;
    logger.warn(`${failure.code}: ${failure.message}`);
    dialogs.tell('warning', `${speech.render(failure.sentence)} ${speech.render(failure.remedy)}`);
  }
}
