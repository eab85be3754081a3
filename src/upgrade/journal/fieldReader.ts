/** Thrown inside a parser for whatever does not fit; never leaves it. */
export class Misfit extends Error {}

/** Reads the fields of a foreign JSON value one by one; anything that is not as expected is a `Misfit`. */
export class FieldReader {
  private readonly fields: ReadonlyMap<string, unknown>;

  constructor(value: unknown) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Misfit('no object');
    this.fields = new Map(Object.entries(value));
  }

  has(name: string): boolean {
    return this.fields.has(name);
  }

  text(name: string): string {
    const value = this.fields.get(name);
    if (typeof value !== 'string' || value.length > LONGEST_TEXT) throw new Misfit(name);
    return value;
  }

  /** A whole number from 0. */
  count(name: string): number {
    const value = this.fields.get(name);
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new Misfit(name);
    return value;
  }

  flag(name: string): boolean {
    const value = this.fields.get(name);
    if (typeof value !== 'boolean') throw new Misfit(name);
    return value;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T {
    const value = this.text(name);
    const found = allowed.find((each) => each === value);
    if (found === undefined) throw new Misfit(name);
    return found;
  }

  /** `null` stays null; what is missing is a misfit all the same. */
  orNull<T>(name: string, read: () => T): T | null {
    return this.fields.get(name) === null ? null : read();
  }

  object(name: string): FieldReader {
    return new FieldReader(this.fields.get(name));
  }

  list<T>(name: string, read: (item: FieldReader) => T): T[] {
    const value = this.fields.get(name);
    if (!Array.isArray(value) || value.length > LONGEST_LIST) throw new Misfit(name);
    return value.map((item: unknown) => read(new FieldReader(item)));
  }
}

/** Characters (UTF-16) of a text, and items of a list. */
const LONGEST_TEXT = 1024;
const LONGEST_LIST = 200;
