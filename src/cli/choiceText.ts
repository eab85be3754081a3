import { render } from '../base/phrase';
import { namesOf, type Recommendation } from '../upgrade/recommend';
import type { LoadedFirmware } from './loadFirmware';

/** Which files were taken and why, what else there is, and what could not be used. */
export function choiceText({ reason, others }: Recommendation, loaded: LoadedFirmware): string {
  const { found } = loaded;
  if (!found) return '';
  const lines = [
    render(reason),
    ...others.map(
      ({ answer, firmware, reason: why }) =>
        `  ${answer.kind === 'plan' ? 'or' : 'not'} ${namesOf(firmware)}: ${render(why)}`,
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
