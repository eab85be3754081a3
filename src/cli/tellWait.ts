import { type Phrase, render } from '../base/phrase';
import type { UpgradeEvent } from '../upgrade/events';
import type { CommandContext } from './commandContext';

/** Says what is waited for, to people alone. */
export function tellSilence({ json, terminal }: CommandContext, reason: Phrase): void {
  if (!json) terminal.err(`${render(reason)}\n`);
}

/** The same of a service's events; the others do not matter to whoever only waits. */
export function tellWait(context: CommandContext, event: UpgradeEvent): void {
  if (event.type === 'wait') tellSilence(context, event.reason);
}
