/** What `AT+SMUPGRADE?` says of the upgrade under way or last done. */
export type UpgradeResult =
  | { readonly kind: 'success' }
  | { readonly kind: 'failure'; readonly text: string }
  /** `No report` or `on-going`: ask again later. */
  | { readonly kind: 'pending' };

export function parseUpgradeResult(lines: readonly string[]): UpgradeResult {
  const text = lines.join(' ').replace(/^\+SMUPGRADE:\s*/, '');
  if (/\bsuccess/i.test(text)) return { kind: 'success' };
  if (/\bfail/i.test(text)) return { kind: 'failure', text };
  return { kind: 'pending' };
}
