import type { OnSilence } from '../upgrade/boardAccess';
import { isLongWait, type UpgradeEvent, type WaitEvent } from '../upgrade/events';
import type { CommandContext } from './commandContext';
import { waitText } from './waitText';
import { shown } from './shown';

/** Says to people alone what is waited for, and until when, unless it is over soon. */
export function tellSilence(context: CommandContext): OnSilence {
  return (reason, ms) => tell(context, { kind: 'silence', reason, until: context.clock.wallTime() + ms });
}

/** The same of a service's events; the others do not matter to whoever only waits. */
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
