import type { ErrorCode } from './errorCodes';
import { type Phrase, render } from './phrase';

/**
 * The only error that crosses a folder's border. Layers above decide by `code`, never by the text.
 *
 * `category` says what the failure can mean when nothing was written yet: bad input is the user's to mend,
 * a refusal is a safety rule's answer, a failure is something that went wrong on the way.
 */
export class UpgradeError extends Error {
  override readonly name = 'UpgradeError';
  readonly code: ErrorCode;
  readonly category: 'badInput' | 'refusal' | 'failure';
  readonly sentence: Phrase;
  readonly remedy: Phrase;

  constructor(failure: {
    code: ErrorCode;
    category?: 'badInput' | 'refusal' | 'failure';
    sentence: Phrase;
    remedy: Phrase;
    cause?: unknown;
  }) {
    super(render(failure.sentence), failure.cause === undefined ? undefined : { cause: failure.cause });
    this.code = failure.code;
    this.category = failure.category ?? 'failure';
    this.sentence = failure.sentence;
    this.remedy = failure.remedy;
  }
}

export function isUpgradeError(error: unknown, code?: ErrorCode): error is UpgradeError {
  return error instanceof UpgradeError && (code === undefined || error.code === code);
}
