import type { Clock } from '../../base/clock';
import { hidePassword, isNetworkPort } from '../../transport/networkAddress';
import type { UpgradeService } from '../../upgrade/upgradeService';
import type { NetworkLogins } from '../networkLogins';
import type { ReadingStore } from '../readingStore';
import type { Speech } from '../speech';
import type { Storage } from '../storage';
import { portChoices } from '../texts/portChoices';
import type { Dialogs } from './dialogs';

const KEY = 'port';

export interface PortChooserDependencies {
  readonly service: UpgradeService;
  readonly dialogs: Dialogs;
  readonly readings: ReadingStore;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly speech: Speech;
  readonly logins: NetworkLogins;
  /** The port that the settings name, or null. */
  readonly configured: () => string | null;
}

/**
 * Which port to work on: the one in the settings, the one used last if it is still there, the only one there is if a
 * board of Pycom's is at it, or the user's choice.
 */
export class PortChooser {
  /** Whoever chose in this window meant another port than the one in the settings. */
  private overruled = false;

  constructor(private readonly needs: PortChooserDependencies) {}

  /** The port that would be taken without asking, as far as that is known without looking. */
  get known(): string | null {
    const { configured } = this;
    return configured === null ? this.last : hidePassword(configured);
  }

  /** @throws SERIAL_MODULE_MISSING, PORT_ADDRESS_INVALID */
  async choose(): Promise<string | undefined> {
    const { configured, last } = this;
    const given = configured ?? (last !== null && isNetworkPort(last) ? last : null);
    if (given !== null) return this.needs.logins.known(given);
    const ports = await this.needs.service.listPorts();
    if (last !== null && ports.some(({ path }) => path === last)) return last;
    const [only, other] = ports;
    // Nothing else it could be; and whatever it is, nothing is written before the user agrees.
    if (only === undefined || other !== undefined || only.shield === null) return this.ask();
    await this.needs.storage.update(KEY, only.path);
    return only.path;
  }

  /**
   * Asks, whatever is known already.
   * @throws SERIAL_MODULE_MISSING, PORT_ADDRESS_INVALID
   */
  async ask(): Promise<string | undefined> {
    const { service, readings, dialogs, speech, clock, storage, logins } = this.needs;
    const ports = await service.listPorts();
    const choices = portChoices(ports, readings.all, this.last, speech, clock.wallTime());
    const picked = await dialogs.pickPort(choices);
    if (picked === undefined) return undefined;
    const port = await logins.given(picked);
    await storage.update(KEY, port);
    this.overruled = true;
    return port;
  }

  private get configured(): string | null {
    return this.overruled ? null : this.needs.configured();
  }

  private get last(): string | null {
    const stored = this.needs.storage.get(KEY);
    return typeof stored === 'string' ? stored : null;
  }
}
