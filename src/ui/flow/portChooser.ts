import * as v from 'valibot';
import type { Clock } from '../../base/clock';
import { fitted, type Schema, text } from '../../base/schema';
import { hidePassword } from '../../transport/networkAddress';
import type { UpgradeService } from '../../upgrade/upgradeService';
import type { NetworkLogins } from '../networkLogins';
import type { ReadingStore } from '../readingStore';
import type { Speech } from '../speech';
import type { Storage } from '../storage';
import { portChoices } from '../texts/portChoices';
import type { Dialogs } from './dialogs';

const KEY = 'port';

export interface PortChooserDeps {
  readonly service: UpgradeService;
  readonly dialogs: Pick<Dialogs, 'pickPort'>;
  readonly readings: ReadingStore;
  /** This window's, so that the choice made in another changes nothing here. */
  readonly storage: Storage;
  readonly clock: Clock;
  readonly speech: Speech;
  readonly logins: NetworkLogins;
  /** The port that the settings name, or null. */
  readonly configured: () => string | null;
}

/** The port that was used last. */
interface Remembered {
  readonly port: string;
  /** Whether it was in the list then. One that was typed is in none, and is taken as it is. */
  readonly listed: boolean;
}

const REMEMBERED: Schema<Remembered> = v.object({ port: text, listed: v.optional(v.boolean(), true) });

/**
 * Which port to work on: the one in the settings, the one used last if it is still there, the only one there is if a
 * board of Pycom's is at it, or the user's choice.
 */
export class PortChooser {
  /** Whoever chose in this window meant another port than the one in the settings. */
  private overruled = false;

  constructor(private readonly needs: PortChooserDeps) {}

  /** The port that would be taken without asking, as far as that is known without looking. */
  get known(): string | null {
    const { configured } = this;
    return configured === null ? (this.last?.port ?? null) : hidePassword(configured);
  }

  /**
   * @param named the port where it is known which one is meant; nobody is asked then
   * @throws SERIAL_MODULE_MISSING, PORT_ADDRESS_INVALID
   */
  async choose(named?: string): Promise<string | undefined> {
    const { last } = this;
    const given = named ?? this.configured ?? (last?.listed === false ? last.port : null);
    if (given !== null) return this.needs.logins.known(given);
    const { ports, unknown } = await this.needs.service.listPorts();
    if (last !== null && ports.some(({ path }) => path === last.port)) return last.port;
    const [only, other] = ports;
    // Nothing else it could be; and whatever it is, nothing is written before the user agrees.
    if (only === undefined || other !== undefined || only.shield === null || unknown !== null)
      return this.ask();
    this.remember({ port: only.path, listed: true });
    return only.path;
  }

  /**
   * Asks, whatever is known already.
   * @throws SERIAL_MODULE_MISSING, PORT_ADDRESS_INVALID
   */
  async ask(): Promise<string | undefined> {
    const { service, readings, dialogs, speech, clock, logins } = this.needs;
    const { ports, unknown } = await service.listPorts();
    const last = this.last?.port ?? null;
    const choices = portChoices(ports, readings.all, last, speech, clock.wallTime());
    const picked = await dialogs.pickPort(choices, unknown && speech.render(unknown));
    if (picked === undefined) return undefined;
    const port = logins.given(picked);
    this.remember({ port, listed: ports.some(({ path }) => path === port) });
    this.overruled = true;
    return port;
  }

  private get configured(): string | null {
    return this.overruled ? null : this.needs.configured();
  }

  private get last(): Remembered | null {
    return fitted(REMEMBERED, this.needs.storage.get(KEY)) ?? null;
  }

  private remember(port: Remembered): void {
    this.needs.storage.keep(KEY, port);
  }
}
