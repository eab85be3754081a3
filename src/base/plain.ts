/** Data alone, which can leave the process. A value with a function in it can't: it would come out empty, or with all of a file's bytes. */
export type Plain<T> = T extends (...args: never) => unknown
  ? never
  : T extends object
    ? { readonly [Key in keyof T]: Plain<T[Key]> }
    : T;
