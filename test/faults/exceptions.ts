import type { Cell, Expected } from './cell';

interface Exception {
  readonly way?: RegExp;
  readonly kind: RegExp;
  readonly where?: RegExp;
  readonly expected: Expected;
  readonly because: string;
}

const EXCEPTIONS: readonly Exception[] = [];

/** The first exception that a cell falls under. */
export function statedOtherwise({ way, kind, where }: Cell): Expected | undefined {
  return EXCEPTIONS.find(
    (each) => (each.way?.test(way) ?? true) && each.kind.test(kind) && (each.where?.test(where) ?? true),
  )?.expected;
}
