import type { WaitEvent, WaitKind } from '../upgrade/events';
import { type Shown, shown } from './shown';

const PATIENCE: Readonly<Record<WaitKind, string>> = {
  silence: 'Silence is normal',
  hand: 'You have',
};

/** What is waited for, and until when that is normal. */
export function waitText({ kind, reason, until }: Pick<WaitEvent, 'kind' | 'reason' | 'until'>): Shown {
  return shown`${reason} ${PATIENCE[kind]} until ${new Date(until).toLocaleTimeString('en-GB')}.`;
}
