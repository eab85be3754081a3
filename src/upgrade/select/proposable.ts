import { type Phrase, phrase } from '../../base/phrase';
import { dangersOf, isDangerous, type PlanWarning, type Refusal } from '../plan/plan';
import type { Option } from './preference';
import { refusal } from '../plan/refusal';
import { namesOf } from './firmwareSets';

/** What a plan's warnings call it, besides its dangers; each is done only where its files were chosen. */
const SAME_VERSION = 'same-version';
const DOWNGRADE = 'downgrade';
const FAMILY_SWITCH = 'family-switch';

/** Whether a set of files may be named as what would be possible instead. What is dangerous never is. */
export function isOffered({ answer }: Option): boolean {
  return (
    answer.kind === 'plan' &&
    !answer.warnings.some((warning) => isDangerous(warning) || warning.rule === SAME_VERSION)
  );
}

/**
 * Whether a set of files may be proposed to somebody who did not choose it: it is safe and a gain. Another family is one only
 * for a user who wants it.
 * @param wantsFamily whether the user pointed at files of the other family
 */
export function isProposed(option: Option, wantsFamily: boolean): boolean {
  const rules = option.answer.kind === 'plan' ? option.answer.warnings.map(({ rule }) => rule) : [];
  return isOffered(option) && !rules.includes(DOWNGRADE) && (wantsFamily || !rules.includes(FAMILY_SWITCH));
}

/** The same set of files, refused unless the user chose it. */
export function unlessChosen({ firmware, answer }: Option): Refusal {
  if (answer.kind === 'refusal') return answer;
  const files = namesOf(firmware);
  const dangers = answer.warnings.filter(isDangerous);
  if (dangers.length === 0)
    return refusal(
      'not-recommended',
      toldBy(answer.warnings, phrase('{files} would work, but isn’t recommended for this modem.', { files })),
      phrase('To use it anyway, choose {files} directly.', { files }),
    );
  return refusal(
    'dangerous-unless-chosen',
    toldBy(dangers, phrase('{files} would work, but is dangerous for this modem.', { files })),
    phrase(
      'A dangerous upgrade is never chosen from a folder or an archive. If you accept the danger, choose the files directly (unpack an archive first), and confirm each warning by its name: {rules}.',
      { rules: dangersOf(dangers).join(', ') },
    ),
  );
}

/** In a few words, for a list. */
export function whyNotOffered(option: Option): Phrase {
  const { answer } = option;
  if (answer.kind === 'refusal') return answer.sentence;
  const rules = dangersOf(answer.warnings).join(', ');
  return rules === ''
    ? toldBy(answer.warnings, phrase('Not recommended.'))
    : phrase('Dangerous ({rules}): possible only if you choose the files directly.', { rules });
}

function toldBy(warnings: readonly PlanWarning[], beginning: Phrase): Phrase {
  return warnings
    .flatMap(({ sentence, consequence }) => [sentence, consequence])
    .reduce((first, next) => phrase('{first} {next}', { first, next }), beginning);
}
