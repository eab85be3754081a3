import type { ModemBehaviour } from './behaviour';
import { BOOT_MODE_OF_STATE, type BootMode, STATE, type State, STATE_OF_BOOT_MODE } from './bootState';
import type { Family, ModemConfiguration } from './configuration';
import type { Condition } from './truth';
import { examineImage, type ImageContent } from './receivedImage';

/** Largest image that fits where an FFF transfer keeps it. */
const STAGING_BYTES = 4_194_304;
const FACTORY_BOOTROM = '33080';

/** The data that survives a power cut: the installed firmware, the boot mode, the report of the last upgrade. */
export class Flash {
  family: Family;
  version: string;
  build: string;
  bootrom: string;
  bootMode: BootMode;
  report: string;
  /** Whether there is an intact application to start. */
  applicationWhole: boolean;
  /** Whether anything was written that the application needs. */
  written = false;
  upgrades = 0;
  bricked = false;
  staged: Uint8Array | undefined;
  private readonly configuration: ModemConfiguration;
  private readonly behaviour: ModemBehaviour;

  constructor(configuration: ModemConfiguration, behaviour: ModemBehaviour) {
    this.configuration = configuration;
    this.behaviour = behaviour;
    this.family = configuration.family;
    this.version = configuration.version;
    this.build = configuration.build;
    this.bootrom = configuration.bootrom;
    this.bootMode = BOOT_MODE_OF_STATE[configuration.state];
    this.report = configuration.initialReport;
    const toolsAlone = configuration.state === STATE.mTools && behaviour.mTools === 'inRecovery';
    this.applicationWhole = configuration.state !== STATE.recovery && !toolsAlone;
  }

  /** The program of the next start; `undefined` for none. */
  stateAfterStart(): State | undefined {
    if (this.bricked) return undefined;
    const wanted = STATE_OF_BOOT_MODE[this.bootMode];
    const inUpdater = this.behaviour.updaterInFlash ? STATE.updater : STATE.recovery;
    if (wanted !== STATE.application) return wanted === STATE.updater ? inUpdater : wanted;
    if (!this.applicationWhole) {
      const toolsAlone = this.configuration.state === STATE.mTools && this.upgrades === 0;
      return toolsAlone || this.configuration.afterPowerCut === 'recovery' ? STATE.recovery : inUpdater;
    }
    return this.configuration.state === STATE.mTools && this.upgrades === 0
      ? STATE.mTools
      : STATE.application;
  }

  /** The application is being overwritten. Only a complete image makes it start again. */
  beginWriting(): void {
    this.written = true;
    this.applicationWhole = false;
  }

  /** The state after a power cut during writing. Writing a bootrom does not damage the application. */
  breakOff(writing: 'firmware' | 'bootrom' | undefined): void {
    if (writing === undefined) return;
    if (writing === 'firmware') this.beginWriting();
    const { afterPowerCut } = this.configuration;
    if (afterPowerCut === 'bricked') this.bricked = true;
    else if (afterPowerCut === 'recovery') this.bootMode = 'FFH';
    // A modem whose boot mode is recovery, to load an updater, still boots that.
    else if (this.bootMode !== 'FFH') this.bootMode = 'RECOVERY';
  }

  /** @param asBefore whether the running or next program is the one from the beginning */
  condition(comesUp: State | undefined, asBefore: boolean): Condition {
    if (this.bricked) return 'bricked';
    if (!this.written && asBefore) return 'untouched';
    const runs = this.upgrades > 0 && this.applicationWhole && comesUp === STATE.application;
    return runs ? 'upgraded' : 'recoverable';
  }

  bootAfterFailure(): void {
    const modes = { application: 'FFF', updater: 'RECOVERY', recovery: 'FFH' } as const;
    this.bootMode = modes[this.configuration.afterFailedDifference];
  }

  stage(image: Uint8Array): void {
    this.staged = image;
  }

  /** @returns why the image can’t be applied, as the modem’s own text */
  objection(
    content: ImageContent,
    size: number,
    how: { staged: boolean; withUpdater: boolean },
  ): string | undefined {
    if (content.kind === 'updater') return 'failure[image,12] Not an upgrade package';
    if (content.kind === 'bootrom') return undefined;
    if (content.kind === 'broken') return 'failure[image,31] Bad package';
    if (how.staged && size > STAGING_BYTES) return 'failure[image,40] No space';
    if (content.kind === 'full') {
      const needsUpdater = this.bootrom === FACTORY_BOOTROM && !how.withUpdater && !how.staged;
      return needsUpdater && this.configuration.withoutUpdater === 'refused'
        ? 'failure[bootrom,104] Bad signature'
        : undefined;
    }
    const base = content.base ?? this.configuration.nextImage.base ?? this.build;
    const fits = base === this.build && (this.applicationWhole || !this.written);
    return fits ? undefined : "failure[diffUpgrade,226] Patch didn't apply: 7";
  }

  install(image: Uint8Array): void {
    const content = examineImage(image);
    this.staged = undefined;
    if (content.kind === 'bootrom') {
      this.bootrom = content.build;
      return;
    }
    const said = content.kind === 'full' || content.kind === 'differential' ? content : undefined;
    const { nextImage } = this.configuration;
    this.version = said?.version ?? nextImage.version ?? this.version;
    this.build = said?.build ?? nextImage.build ?? this.build;
    this.family = this.version.startsWith('6') ? 'NB-IoT' : 'CAT-M1';
    this.written = true;
    this.applicationWhole = true;
    this.upgrades++;
  }
}
