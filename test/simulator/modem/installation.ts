import { STATE, type State } from './bootState';
import type { ModemBehaviour } from './behaviour';
import type { ModemConfiguration } from './configuration';
import { lateness } from './damage';
import type { Effect } from './fault';
import type { Flash } from './flash';
import { examineImage } from './receivedImage';

interface InstallationParts {
  readonly flash: Flash;
  readonly configuration: ModemConfiguration;
  readonly behaviour: ModemBehaviour;
  /** @returns what befalls an installation that begins; undefined where the program ended by it */
  readonly strike: () => readonly Effect[] | undefined;
  /** Does something after so many milliseconds, unless the program ends before. */
  readonly later: (ms: number, action: () => void) => void;
  readonly leaveFirmware: () => void;
  readonly enterUpdater: () => void;
  readonly restart: () => void;
}

/** How a modem puts an image in place, by itself. */
export class Installation {
  private readonly parts: InstallationParts;
  private under: 'lingering' | 'checking' | 'writing' | undefined;
  private writesFirmware = false;
  private hasWorkLeft = false;

  constructor(parts: InstallationParts) {
    this.parts = parts;
  }

  /** `lingering`: it still runs its firmware, though it was told to install. Undefined where nothing is under way. */
  get stage(): 'lingering' | 'checking' | 'writing' | undefined {
    return this.under;
  }

  /** What a program that ends now leaves half written: the firmware, or the bootrom beside it. */
  get halfWritten(): 'firmware' | 'bootrom' | undefined {
    if (this.under !== 'writing') return undefined;
    return this.writesFirmware ? 'firmware' : 'bootrom';
  }

  /** What `AT+SMUPGRADE?` says of it. */
  get report(): string {
    const { flash, configuration, behaviour } = this.parts;
    const silentAboutIt =
      (this.under === 'lingering' && !configuration.forgetsReport) || behaviour.earlierReport !== 'forgotten';
    return this.under && !silentAboutIt ? 'on-going' : flash.report;
  }

  /** The program that was at it has ended. */
  forget(): void {
    this.under = undefined;
  }

  /** @returns what a start leads to: the updater once more, where there is work left for it */
  startInto(state: State): State {
    const { behaviour, later, restart } = this.parts;
    if (!this.hasWorkLeft || state !== STATE.application) return state;
    this.hasWorkLeft = false;
    this.under = 'writing';
    later(behaviour.worksAfterStartMs, () => {
      this.under = undefined;
      restart();
    });
    return STATE.updater;
  }

  /** Leaves the firmware for the updater, which installs the image that lies beside the firmware; does nothing where there is none. */
  beginStaged(withUpdater: boolean): void {
    const { flash, configuration, later, leaveFirmware, enterUpdater } = this.parts;
    const image = flash.staged;
    if (!image) return;
    this.under = 'lingering';
    later(configuration.lingerMs, () => {
      leaveFirmware();
      later(configuration.bootMs, () => {
        enterUpdater();
        this.begin(image, { staged: true, withUpdater });
      });
    });
  }

  begin(image: Uint8Array, how: { readonly staged: boolean; readonly withUpdater: boolean }): void {
    const { flash, configuration, behaviour, strike, later, restart } = this.parts;
    const content = examineImage(image);
    const misfit = flash.objection(content, image.length, how);
    this.under = misfit === undefined ? 'writing' : 'checking';
    this.writesFirmware = content.kind !== 'bootrom';
    const effects = strike();
    if (effects === undefined) return;
    const objection = effects.includes('fail') ? 'failure[flash,77] Write error' : misfit;
    const { applyMs, bootMs } = configuration;
    const ms = objection !== undefined ? bootMs : content.kind === 'bootrom' ? 0 : applyMs;
    later(ms + lateness(effects), () => {
      this.under = undefined;
      if (objection !== undefined) {
        this.giveUp(objection, how.staged);
        return;
      }
      flash.install(image);
      flash.report = 'success';
      this.hasWorkLeft = !how.staged && behaviour.worksAfterStartMs > 0;
      if (!how.staged) return;
      flash.bootMode = 'FFF';
      later(behaviour.showsUpdaterMs, restart);
    });
  }

  private giveUp(objection: string, staged: boolean): void {
    const { flash, restart } = this.parts;
    flash.report = objection;
    flash.staged = undefined;
    if (!staged) return;
    flash.bootAfterFailure();
    restart();
  }
}
