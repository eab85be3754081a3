import * as v from 'valibot';
import type { Clock } from '../../base/clock';
import { Emitter } from '../../base/emitter';
import { fitted, type Schema, text } from '../../base/schema';
import { hidePassword } from '../../transport/networkAddress';
import type { UpgradeService } from '../../upgrade';
import type { BoardNames } from '../modemView/boardNames';
import type { NetworkLogins } from '../networkLogins';
import type { Reading } from '../reading';
import type { ReadingStore } from '../readingStore';
import type { Speech } from '../speech';
import type { Storage } from '../storage';
import { type PortChoice, portChoices } from '../texts/portChoices';
import type { Dialogs, PortsToPick } from './dialogs';
import type { PortNotes } from './portNotes';

const KEY = 'port';

export interface PortChooserDeps {
  readonly service: UpgradeService;
  readonly dialogs: Pick<Dialogs, 'pickPort'>;
  readonly readings: ReadingStore;
  readonly notes: PortNotes;
  readonly names: Pick<BoardNames, 'of'>;
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
 * board of Pycom's is at it, or the user's choice. A port at which no board was ever met is not used again without a question.
 */
export class PortChooser {
  /** Whoever chose in this window meant another port than the one in the settings. */
  private overruled = false;
  private readonly changes = new Emitter<void>();
  readonly onChange = this.changes.event;

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
    if (named !== undefined) return this.use(named);
    const given = this.configured ?? (last?.listed === false ? last.port : null);
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
    const { dialogs, logins, notes } = this.needs;
    let listed: readonly string[] = [];
    const picked = await dialogs.pickPort({
      list: async () => {
        const found = await this.list();
        listed = found.listed;
        return found;
      },
      hide: (port) => notes.hide(port),
      show: (port) => notes.show(port),
      forget: (port) => notes.forget(port),
    });
    if (picked === undefined) return undefined;
    const port = logins.given(picked);
    // One that was typed before may come without its login, which was kept.
    if (port === picked) await logins.known(port);
    const isListed = listed.includes(port);
    if (!isListed) notes.typedNow(port);
    this.overruled = true;
    this.remember({ port, listed: isListed });
    return port;
  }

  /** The ports at which a board is known to be. @throws SERIAL_MODULE_MISSING */
  async boards(): Promise<readonly PortChoice[]> {
    const { choices } = await this.list();
    return choices.filter(({ kind }) => kind === 'board');
  }

  /** From now on the one that is meant, too. @throws SERIAL_MODULE_MISSING, PORT_ADDRESS_INVALID */
  private async use(named: string): Promise<string> {
    const port = await this.needs.logins.known(named);
    if (port === this.known) return port;
    const { ports } = await this.needs.service.listPorts();
    this.overruled = true;
    this.remember({ port, listed: ports.some(({ path }) => path === port) });
    return port;
  }

  /** Nothing was read there: where no board was ever read, the port is not taken again without a question. */
  nothingAt(port: string): void {
    if (this.last?.port !== port || this.needs.readings.at(port) !== null) return;
    this.remember(null);
  }

  /** The board was unplugged, and came back under another name. */
  movedTo(port: string, from: string): void {
    if (this.known !== from) return;
    this.overruled = true;
    this.remember({ port, listed: true });
  }

  private async list(): Promise<PortsToPick & { readonly listed: readonly string[] }> {
    const { service, readings, notes, names, speech, clock } = this.needs;
    const { ports, unknown } = await service.listPorts();
    const atHand = {
      ports,
      readings: readings.all,
      lastPort: this.last?.port ?? null,
      typed: notes.typed,
      hidden: notes.hidden,
      nameOf: ({ port, modem }: Reading) => names.of({ port, imei: modem.imei }),
    };
    return {
      choices: portChoices(atHand, speech, clock.wallTime()),
      unknown: unknown && speech.render(unknown),
      listed: ports.map(({ path }) => path),
    };
  }

  private get configured(): string | null {
    return this.overruled ? null : this.needs.configured();
  }

  private get last(): Remembered | null {
    return fitted(REMEMBERED, this.needs.storage.get(KEY)) ?? null;
  }

  private remember(port: Remembered | null): void {
    this.needs.storage.keep(KEY, port);
    this.changes.fire();
  }
}
