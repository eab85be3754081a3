import * as v from 'valibot';
import { fitted, type Schema, text } from '../../base/schema';
import type { Storage } from '../storage';

const TYPED = 'typedPorts';
const HIDDEN = 'hiddenPorts';
const PORTS: Schema<readonly string[]> = v.array(text);
/** More are not looked through in a list. */
const MOST_TYPED = 8;

/** What users did with the ports of the list: typed one that was not in it, or hid one that is never a board. */
export class PortNotes {
  /** @param storage every window's */
  constructor(private readonly storage: Storage) {}

  /** Newest first; addresses without their login. */
  get typed(): readonly string[] {
    return this.read(TYPED);
  }

  get hidden(): readonly string[] {
    return this.read(HIDDEN);
  }

  typedNow(port: string): void {
    const others = this.typed.filter((known) => known !== port);
    this.storage.keep(TYPED, [port, ...others].slice(0, MOST_TYPED));
  }

  forget(port: string): void {
    this.storage.keep(
      TYPED,
      this.typed.filter((known) => known !== port),
    );
  }

  hide(port: string): void {
    this.storage.keep(HIDDEN, [...new Set([...this.hidden, port])]);
  }

  show(port: string): void {
    this.storage.keep(
      HIDDEN,
      this.hidden.filter((known) => known !== port),
    );
  }

  private read(key: string): readonly string[] {
    return fitted(PORTS, this.storage.get(key)) ?? [];
  }
}
