import type { Listener } from '../base/emitter';
import type { RehearsalEvent } from '../upgrade/rehearsal/rehearsal';
import type { CommandContext } from './commandContext';
import { checkLine } from './rehearsalText';
import { shown } from './shown';
import type { Terminal } from './terminal';
import { waitText } from './waitText';

export function jsonRehearsal({ emit }: CommandContext): Listener<RehearsalEvent> {
  return emit;
}

/** For people: a line when a check begins, what is waited for, and the check's result. */
export function textRehearsal(terminal: Terminal): Listener<RehearsalEvent> {
  return (event) => {
    switch (event.type) {
      case 'check':
        terminal.out(
          event.result === null
            ? shown`${event.index + 1}/${event.total} ${event.title}\n`
            : shown`    ${checkLine(event.result)}\n`,
        );
        break;
      case 'wait':
        terminal.out(shown`    ${waitText(event)}\n`);
        break;
      case 'notice':
        if (event.level !== 'detail') terminal.out(shown`    ${event.text}\n`);
        break;
      case 'rehearsal':
        break;
    }
  };
}
