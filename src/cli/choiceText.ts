import { render } from '../base/phrase';
import { namesOf } from '../upgrade/firmwareSet';
import type { Recommendation } from '../upgrade/recommend';
import type { LoadedFirmware } from './loadFirmware';

/** Which files were taken and why, or that none is needed, what else there is, and what could not be used. */
export function choiceText({ answer, reason, others }: Recommendation, loaded: LoadedFirmware): string {
  const { found } = loaded;
  const isDone = answer.kind === 'nothingToDo';
  if (!found) return isDone ? `${render(answer.sentence)}\n` : '';
  const lines = [
    render(isDone ? answer.sentence : reason),
    ...others.map(
      ({ answer: other, firmware, reason: why }) =>
        `  ${other.kind === 'plan' ? 'or' : 'not'} ${namesOf(firmware)}: ${render(why)}`,
    ),
    ...found.troubles.map(({ file, error }) => `  unusable: ${file}: ${render(error.sentence)}`),
  ];
  return `${lines.join('\n')}\n`;
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
