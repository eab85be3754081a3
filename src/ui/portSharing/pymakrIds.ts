/** Pymakr, stable and preview, as published. */
export const pymakrIds = ['pycom.pymakr', 'pycom.pymakr-preview'];

/** Pymakr 1 and Pymakr 2 have one name and nothing else in common. @param version as in its manifest */
export function isPymakrOne(version: string): boolean {
  return version.startsWith('1.');
}
