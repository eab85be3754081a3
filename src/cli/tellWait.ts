import { isLongWait, type OnSilence, type UpgradeEvent, type WaitEvent } from '../upgrade';
import type { CommandContext } from './commandContext';
import { shown, type Shown } from './shown';

/** Says to people alone what is waited for, and until when, unless it is over soon. */
export function tellSilence(context: CommandContext): OnSilence {
  return (reason, ms) => tell(context, { kind: 'silence', reason, until: context.clock.wallTime() + ms });
}

/** The same for a service's events; only waits matter here. */
export function tellWait(context: CommandContext, event: UpgradeEvent): void {
  if (event.type === 'wait') tell(context, event);
}

function tell(
  { json, terminal, clock }: CommandContext,
  wait: Pick<WaitEvent, 'kind' | 'reason' | 'until'>,
): void {
  if (json) return;
  terminal.err(shown`${isLongWait(wait, clock.wallTime()) ? waitText(wait) : wait.reason}\n`);
}

/** What is waited for, and until when that is normal. */
export function waitText({ kind, reason, until }: Pick<WaitEvent, 'kind' | 'reason' | 'until'>): Shown {
  const time = new Date(until).toLocaleTimeString('en-GB');
  return kind === 'hand'
    ? shown`${reason} You have until ${time}.`
    : shown`${reason} No output until ${time} is normal.`;
}
