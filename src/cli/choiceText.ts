import { namesOf } from '../upgrade/firmwareSet';
import type { Recommendation } from '../upgrade/recommend';
import type { LoadedFirmware } from './loadFirmware';
import { type Shown, shown, shownLines } from './shown';

/** Which files were taken and why, or that none is needed, what else there is, and what could not be used. */
export function choiceText({ answer, reason, others }: Recommendation, loaded: LoadedFirmware): Shown {
  const { found } = loaded;
  const isDone = answer.kind === 'nothingToDo';
  if (!found) return isDone ? shown`${answer.sentence}\n` : shown``;
  const lines = [
    shown`${isDone ? answer.sentence : reason}`,
    ...others.map(
      ({ answer: other, firmware, reason: why }) =>
        shown`  ${other.kind === 'plan' ? 'or' : 'not'} ${namesOf(firmware)}: ${why}`,
    ),
    ...found.troubles.map(({ file, error }) => shown`  unusable: ${file}: ${error.sentence}`),
  ];
  return shownLines(lines);
}

export function choiceJson({ firmware, reason, others }: Recommendation): object {
  return {
    chosen: firmware.images.map(({ source }) => source.name),
    reason,
    others: others.map(({ firmware: files, answer, reason: why }) => ({
      files: namesOf(files).split(' + '),
      outcome: answer.kind === 'plan' ? 'allowed' : 'refused',
      reason: why,
    })),
  };
}
