import { Presets, SingleBar } from 'cli-progress';
import type { Phrase } from '../base/phrase';
import type { UpgradeEvent, PlanSummary } from '../upgrade';
import type { CommandContext } from './commandContext';
import type { Terminal } from './terminal';
import { waitText } from './tellWait';
import { shown } from './shown';

/** Shows a run's events. */
export interface RunDisplay {
  show(event: UpgradeEvent): void;
}

export function jsonDisplay({ emit }: CommandContext): RunDisplay {
  return { show: emit };
}

/** For people: a line for each step, one progress bar for the whole, and what is being waited for. */
export function textDisplay(terminal: Terminal): RunDisplay {
  let plan: PlanSummary | undefined;
  let bar: SingleBar | undefined;
  const openBar = (): SingleBar => {
    const made = new SingleBar(
      {
        format: ' {bar} {percentage} % | {size} | {speed} KiB/s | {left} left',
        hideCursor: true,
        stream: process.stderr,
      },
      Presets.rect,
    );
    made.start(100, 0, { size: '', speed: '–', left: '–' });
    return made;
  };
  const closeBar = (): void => {
    bar?.stop();
    bar = undefined;
  };
  return {
    show(event) {
      switch (event.type) {
        case 'plan':
          plan = event.plan;
          break;
        case 'step':
          if (event.state === 'started') {
            closeBar();
            terminal.out(
              shown`${event.index + 1}/${plan?.steps.length ?? '?'} ${titleOf(plan, event.index)}\n`,
            );
          }
          if (event.state === 'skipped') {
            closeBar();
            terminal.out(shown`    Skipped: ${event.reason}\n`);
          }
          break;
        case 'progress':
          if (!terminal.interactive) break;
          bar ??= openBar();
          bar.update(Math.floor(event.fraction * 100), {
            size: `${kib(event.bytes)} of ${kib(event.total)} KiB`,
            speed: kib(event.rate),
            left: clock(event.remainingSeconds),
          });
          break;
        case 'wait':
          closeBar();
          terminal.out(shown`    ${waitText(event)}\n`);
          break;
        case 'notice':
          if (event.level === 'detail') break;
          closeBar();
          terminal.out(shown`    ${event.text}\n`);
          break;
        case 'moved':
          closeBar();
          terminal.out(shown`    The board is now at ${event.port}.\n`);
          break;
        case 'cancelling':
          closeBar();
          terminal.out(shown`    ${event.reason}\n`);
          break;
        case 'report':
          closeBar();
          break;
      }
    },
  };
}

function titleOf(plan: PlanSummary | undefined, index: number): Phrase | '' {
  return plan?.steps[index]?.title ?? '';
}

function kib(bytes: number): string {
  return (bytes / 1024).toFixed(0);
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;
}
