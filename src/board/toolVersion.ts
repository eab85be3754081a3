/** Whether a version of `sqnsupgrade` (`1.2.6`) is `least` or newer; one of another form is taken for old. */
export function toolIsAtLeast(version: string, least: string): boolean {
  const numbers = version.split('.').map(Number);
  const others = least.split('.').map(Number);
  if (numbers.some(Number.isNaN)) return false;
  for (const [index, other] of others.entries()) {
    const difference = (numbers[index] ?? 0) - other;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
