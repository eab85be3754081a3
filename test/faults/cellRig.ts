import type { Clock } from '../../src/base/clock';
import type { UpgradePlan } from '../../src/upgrade/plan/plan';
import type { UpgradeReport } from '../../src/upgrade/report';
import type { UpgradeService } from '../../src/upgrade/upgradeService';
import { ServiceUser } from '../scenario/serviceUser';
import type { SimulatedModem } from '../simulator/modem/simulatedModem';
import type { Cell } from './cell';
import type { Computer } from './computer';
import { isMoment, type Moment, type What } from './happening';

const A_DAY_MS = 86_400_000;

/** What one cell is run on: a modem, whatever is in front of it, and the user's computer. */
export abstract class CellRig extends ServiceUser {
  readonly computer: Computer;
  abstract readonly modem: SimulatedModem;
  /** By which the host waits. */
  abstract readonly clock: Clock;
  /** Time after which a run hangs, by `limitClock`. */
  abstract readonly hangsAfterMs: number;
  /** Whether the port is there. */
  reachable = true;
  /** What was awaited of the world outside in the course of the run. */
  awaited = 0;
  /** Whether what was to befall it did. */
  happened = false;
  private isRunning = false;

  constructor({ happening }: Cell, computer: Computer) {
    super();
    this.computer = computer;
    const happenIf = (isNow: (when: Moment) => boolean): void => {
      if (!happening || this.happened || !isNow(happening.when)) return;
      this.happened = true;
      this.letHappen(happening.what);
    };
    this.watch = (event) => happenIf((when) => isMoment(when, event));
    computer.onAwait = () => {
      if (!this.isRunning) return;
      this.awaited++;
      happenIf((when) => 'await' in when && when.await === this.awaited);
    };
  }

  get limitClock(): Clock {
    return this.clock;
  }

  get service(): UpgradeService {
    return this.computer.service;
  }

  /** The images the modem got, as SHA-256, in order. */
  get received(): string[] {
    return this.modem.truth.images.map(({ sha256 }) => sha256);
  }

  /** Runs a plan until its report, the death of the program, or the time after which it hangs. */
  async runToItsEnd(plan: UpgradePlan): Promise<UpgradeReport | 'killed' | 'hangs'> {
    this.isRunning = true;
    const ended = new AbortController();
    const limit = this.limitClock.sleep(this.hangsAfterMs, ended.signal).then(
      () => 'hangs' as const,
      () => 'hangs' as const,
    );
    const killed = new Promise<'killed'>((resolve) => {
      this.computer.onKilled = () => resolve('killed');
    });
    const end = await Promise.race([this.run(plan), killed, limit]);
    ended.abort();
    this.isRunning = false;
    return end;
  }

  /** Ten seconds without power, and whatever went wrong is over; as the report's advice has it. */
  async powerCycle(): Promise<void> {
    this.modem.declareFaults([]);
    this.cancel = new AbortController();
    this.computer.diskIsFull = false;
    await this.cyclePower();
    this.reachable = true;
  }

  /** Connects a board that was reached through the network by its cable. @returns false where it was there already */
  plugIn(): boolean {
    return false;
  }

  /** Lets so much of the modem's time pass. */
  abstract passTime(ms: number): Promise<void>;

  /** Ends whatever would go on by itself. */
  abstract stop(): Promise<void>;

  protected abstract cyclePower(): Promise<void>;

  /** What befalls board and cable. */
  protected abstract strike(what: Outside): void;

  private letHappen(what: What): void {
    switch (what) {
      case 'cancel':
        this.cancel.abort();
        break;
      case 'forward':
        this.computer.setTimeOfDay(A_DAY_MS);
        break;
      case 'backward':
        this.computer.setTimeOfDay(-A_DAY_MS);
        break;
      case 'diskFull':
        this.computer.diskIsFull = true;
        break;
      case 'killed':
        this.computer.kill();
        break;
      case 'unplug':
      case 'powerCut':
      case 'boardReset':
      case 'cardPulled':
        this.strike(what);
    }
  }
}

export type Outside = Extract<What, 'unplug' | 'powerCut' | 'boardReset' | 'cardPulled'>;
