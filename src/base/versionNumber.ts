/** Whether a version of numbers and dots (`1.2.6`) is `least` or newer; one of another form is taken for old. */
export function isVersionAtLeast(version: string, least: string): boolean {
  const numbers = version.split('.').map(Number);
  if (numbers.some(Number.isNaN)) return false;
  for (const [index, wanted] of least.split('.').map(Number).entries()) {
    const difference = (numbers[index] ?? 0) - wanted;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
