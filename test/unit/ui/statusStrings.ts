import type { Speech } from '../../../src/ui/speech';
import { type StatusInput, type StatusText, statusText } from '../../../src/ui/statusBar/statusText';

export interface StatusStrings extends Omit<StatusText, 'text' | 'tooltip'> {
  readonly text: string;
  readonly tooltip: string;
}

/** The status bar item as VS Code gets it. */
export function statusStrings(input: StatusInput, speech: Speech): StatusStrings {
  const status = statusText(input, speech);
  return { ...status, text: status.text.text, tooltip: status.tooltip.source };
}
