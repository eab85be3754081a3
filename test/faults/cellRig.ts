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

/** The rig for one cell: a modem, perhaps a board, and the user’s computer. */
export abstract class CellRig extends ServiceUser {
  readonly computer: Computer;
  abstract readonly modem: SimulatedModem;
  /** The host’s clock. */
  abstract readonly clock: Clock;
  /** The time after which a run counts as hanging, on `limitClock`. */
  abstract readonly hangsAfterMs: number;
  /** Whether the port is there. */
  reachable = true;
  /** The number of external awaits during the run. */
  awaited = 0;
  /** Whether the planned event happened. */
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

  /** Runs a plan until its report, the end of the program, or the time limit. */
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

  /** Ten seconds without power, as the report recommends. All faults are over then. */
  async powerCycle(): Promise<void> {
    this.modem.declareFaults([]);
    this.cancel = new AbortController();
    this.computer.diskIsFull = false;
    await this.cyclePower();
    this.reachable = true;
  }

  /** Connects a board by its cable instead of the network. @returns false if it already is on a cable */
  plugIn(): boolean {
    return false;
  }

  /** Lets this much of the modem’s time pass. */
  abstract passTime(ms: number): Promise<void>;

  /** Ends everything that would continue to run. */
  abstract stop(): Promise<void>;

  protected abstract cyclePower(): Promise<void>;

  /** The events for board and cable. */
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
