/** What `AT+SMUPGRADE?` says of the upgrade under way or last done. */
export type UpgradeResult =
  | { readonly kind: 'success' }
  | { readonly kind: 'failure'; readonly text: string }
  /** `on-going`: ask again later. */
  | { readonly kind: 'ongoing' }
  /** No word that is understood, or none at all. */
  | { readonly kind: 'unclear' }
  /** `No report`: there was no upgrade, or it is about to begin. */
  | { readonly kind: 'none' };

export function parseUpgradeResult(lines: readonly string[]): UpgradeResult {
  const text = lines.join(' ').replace(/^\+SMUPGRADE:\s*/, '');
  if (/\bsuccess/i.test(text)) return { kind: 'success' };
  if (/\bfail/i.test(text)) return { kind: 'failure', text };
  if (/\bon-?going/i.test(text)) return { kind: 'ongoing' };
  return { kind: /\bno report/i.test(text) ? 'none' : 'unclear' };
}
