import * as v from 'valibot';
import { Emitter } from '../../base/emitter';
import { fitted, type Schema, text } from '../../base/schema';
import type { Reading } from '../reading';
import type { Storage } from '../storage';

const KEY = 'boardNames';
const NAMES: Schema<Readonly<Record<string, string>>> = v.record(text, text);

/** What a name belongs to: the modem, wherever it is connected; the port, where no number of the modem is known. */
type Named = Pick<Reading, 'port'> & { readonly imei: string | null };

/** What users call their boards. Every window knows the names. */
export class BoardNames {
  private readonly changes = new Emitter<void>();
  readonly onChange = this.changes.event;

  constructor(private readonly storage: Storage) {}

  of(board: Named): string | null {
    return this.all[keyOf(board)] ?? null;
  }

  /** @param name an empty one takes the old name away */
  give(board: Named, name: string): void {
    const names: Record<string, string> = Object.fromEntries(
      Object.entries(this.all).filter(([key]) => key !== keyOf(board)),
    );
    if (name.trim() !== '') names[keyOf(board)] = name.trim();
    this.storage.keep(KEY, names);
    this.changes.fire();
  }

  private get all(): Readonly<Record<string, string>> {
    return fitted(NAMES, this.storage.get(KEY)) ?? {};
  }
}

function keyOf({ port, imei }: Named): string {
  return imei === null ? `port:${port}` : `imei:${imei}`;
}
