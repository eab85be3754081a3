/** A member of an object that somebody else made and may change at any time; undefined where it is not there. */
export function member(target: unknown, name: string): unknown {
  const hasMembers = (typeof target === 'object' && target !== null) || typeof target === 'function';
  return hasMembers ? (target as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** A member that can be called, bound to its object; undefined where there is none. */
export function method(target: unknown, name: string): ((...args: unknown[]) => unknown) | undefined {
  const found = member(target, name);
  if (typeof found !== 'function') return undefined;
  return (...args) => Reflect.apply(found, target, args) as unknown;
}

/** What a store's `get()` gives, for stores with such a method. */
export function stored(target: unknown, name: string): unknown {
  return method(member(target, name), 'get')?.();
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
