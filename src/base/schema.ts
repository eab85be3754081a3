import * as v from 'valibot';

/** What is read from outside, as JSON or out of a store: checked field by field, and all that is not named is left out. */
export type Schema<T> = v.GenericSchema<unknown, T>;

/** Limits of our records: characters (UTF-16) of a text, and items of a list. */
const LONGEST_TEXT = 1024;
const LONGEST_LIST = 200;

export const text = v.pipe(v.string(), v.maxLength(LONGEST_TEXT));
/** Characters (UTF-16); more than any sentence has, with what a board said in its places. */
const LONGEST_SAID = 16_384;

/** A text of any origin: a name, or what a board or a system said. */
export const said = v.pipe(v.string(), v.maxLength(LONGEST_SAID));
/** A whole number from 0. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export function listOf<T>(item: Schema<T>, longest = LONGEST_LIST): Schema<T[]> {
  return v.pipe(v.array(item), v.maxLength(longest));
}

/** One of these words. Each word of the type must be named, so that none is forgotten. */
export function oneOf<T extends string>(words: Readonly<Record<T, true>>): Schema<T> {
  return v.picklist(Object.keys(words) as T[]);
}

/** @returns undefined for a value that does not fit */
export function fitted<T>(schema: Schema<T>, value: unknown): T | undefined {
  const result = v.safeParse(schema, value, { abortEarly: true });
  return result.success ? result.output : undefined;
}

/** @returns undefined for a text that is no JSON, or whose value does not fit */
export function fittedJson<T>(schema: Schema<T>, json: string): T | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return fitted(schema, value);
}
