import type { Family } from '../../base/family';
import { phrase } from '../../base/phrase';
import { knownBuild, TWO_STEP_BUILD } from '../../firmware/catalogue';
import { isDoubtful } from '../../firmware/firmwareImage';
import { BOOT_STATE } from '../../modem/bootState';
import type { ModemReading } from '../../modem/modemReading';
import type { Finding } from '../inspect/finding';
import type { NothingToDo } from '../plan/plan';
import { goalOf, type Option } from './preference';
import { namesOf, type PlanOptions } from './firmwareSets';

/** Rules that say of a file that it is not for this modem, whatever else is given or done. */
const NOT_FOR_THIS_MODEM: readonly string[] = [
  'unreachable-build',
  'differential-base-mismatch',
  'differential-base-unknown',
  'differential-across-families',
];

/**
 * The answer for a modem that runs as new a build as the files can safely bring.
 * @param options every set of the files at hand; none of them may be proposed
 * @returns undefined where the modem is not settled, where no file leads to a build that it has reached, or where a newer one
 * only lacks something
 */
export function nothingToDo(
  finding: Finding,
  options: readonly Option[],
  planOptions: PlanOptions,
): NothingToDo | undefined {
  const build = settledBuild(finding, planOptions);
  if (build === undefined || hindered(finding, options) !== undefined) return undefined;
  const reached = options.filter(
    (option) => compared(option, finding) !== 'newer' && compared(option, finding) !== null,
  );
  if (reached.length === 0) return undefined;
  const isHere = reached.some((option) => compared(option, finding) === 'same');
  const isNewest = !options.some(
    (option) => isOrdinary(option) && isMisfit(option) && compared(option, finding) === 'newer',
  );
  return {
    kind: 'nothingToDo',
    build,
    sentence:
      isHere && isNewest
        ? phrase(
            'The modem already runs {build}, the newest safe build among these files. There’s nothing to do.',
            { build },
          )
        : phrase(
            'The modem runs {build}. None of these files is a safe upgrade to a newer build. There’s nothing to do.',
            {
              build,
            },
          ),
  };
}

/** The set of files that would bring the modem on if only something were given or done; it is worth telling of. */
export function hindered(finding: Finding, options: readonly Option[]): Option | undefined {
  return options.find(
    (option) =>
      option.answer.kind === 'refusal' &&
      !NOT_FOR_THIS_MODEM.includes(option.answer.rule) &&
      isOrdinary(option) &&
      compared(option, finding) === 'newer',
  );
}

/** The answer for a differential image that was chosen and whose build the modem runs already. */
export function alreadyApplied(
  { finding, firmware, answer }: Option,
  planOptions: PlanOptions,
): NothingToDo | undefined {
  const build = settledBuild(finding, planOptions);
  if (build === undefined || goalOf(firmware) !== build) return undefined;
  if (answer.kind !== 'refusal' || answer.rule !== 'differential-base-mismatch') return undefined;
  return {
    kind: 'nothingToDo',
    build,
    sentence: phrase('The modem already runs {build}, the build in {files}. There’s nothing to do.', {
      build,
      files: namesOf(firmware),
    }),
  };
}

/** The build of a modem that runs its own firmware, is at work on nothing and waits for nothing. */
function settledBuild(finding: Finding, { secondHalfDue = false }: PlanOptions): string | undefined {
  if (finding.kind === 'silent' || secondHalfDue) return undefined;
  const { state, build, applying } = finding.modem;
  return state === BOOT_STATE.application && !applying && build !== null ? build : undefined;
}

/** Where a set of files leads from the modem's build; null where that cannot be said. Builds of two families are not compared. */
function compared({ firmware }: Option, finding: Finding): 'same' | 'older' | 'newer' | null {
  const last = firmware.images.at(-1)?.description;
  const goal = goalOf(firmware);
  const build = finding.kind === 'silent' ? null : finding.modem.build;
  // After a first half the modem is on its way, whatever that half calls itself.
  if (goal === null || build === null || last === undefined || last.stepOfPair === 1) return null;
  if (goal === build) return 'same';
  const own = finding.kind === 'silent' ? null : familyOf(finding.modem);
  const family = last.family ?? knownBuild(goal)?.family ?? null;
  if (own !== null && family !== null && family !== own) return null;
  return Number(goal) < Number(build) ? 'older' : 'newer';
}

/** Whether nothing about these files is dangerous by itself, on whatever modem. */
function isOrdinary({ firmware }: Option): boolean {
  return firmware.images.every(
    (image) =>
      !isDoubtful(image) &&
      image.description.stepOfPair === null &&
      image.description.targetBuild !== TWO_STEP_BUILD &&
      knownBuild(image.description.targetBuild) !== undefined,
  );
}

/** Whether another file to the same build might fit. */
function isMisfit({ answer }: Option): boolean {
  return answer.kind === 'refusal' && answer.rule !== 'unreachable-build';
}

function familyOf({ family, build }: ModemReading): Family | null {
  return family ?? knownBuild(build)?.family ?? null;
}
