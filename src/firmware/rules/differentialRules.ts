import { phrase } from '../../base/phrase';
import { PUBLISHED_CROSS_DIFFERENTIALS } from '../catalogue';
import type { Situation } from '../situation';
import {
  namedBuild,
  DOCUMENTATION,
  isDifferential,
  LIBRARY,
  type Rule,
  runsFirmware,
  orUnknown,
} from './rule';

const changesFamily = ({ image, modem }: Situation): boolean =>
  image.family !== null && modem.family !== null && image.family !== modem.family;
const isPublishedCrossing = ({ image }: Situation): boolean =>
  PUBLISHED_CROSS_DIFFERENTIALS.some(([base, to]) => base === image.baseBuild && to === image.targetBuild);

/** A difference fits exactly one build and nothing else. */
export const DIFFERENTIAL_RULES: readonly Rule[] = [
  {
    id: 'differential-with-updater',
    effect: 'refuse',
    when: 'an updater is chosen together with a differential image',
    source: `${LIBRARY}: "you CANNOT use updater.elf"`,
    applies: (situation) => isDifferential(situation) && situation.updater !== 'none',
    sentence: ({ imageName }) =>
      phrase('{file} is a differential image, which must not be used with an updater.', { file: imageName }),
    alternative: ({ imageName }) => phrase('Use {file} alone, without updater.elf.', { file: imageName }),
  },
  {
    id: 'differential-needs-application',
    effect: 'refuse',
    when: 'a differential image is for a modem in recovery or in its updater',
    source: `${LIBRARY}: recovery`,
    applies: (situation) => isDifferential(situation) && !runsFirmware(situation),
    sentence: () =>
      phrase('A differential image works only while the modem’s firmware is running, and it isn’t.'),
    alternative: ({ modem }) =>
      modem.state === 4
        ? phrase('Use a full image (CATM1-….dup or NB1-….dup), the same one as in the interrupted upgrade.')
        : phrase('Use a full image (CATM1-….dup or NB1-….dup) with updater.elf from the same archive.'),
  },
  {
    id: 'differential-base-unknown',
    effect: 'refuse',
    when: 'the file doesn’t say which build it starts from, or the modem doesn’t report its build',
    source: `${DOCUMENTATION}: "make sure the first 5 numbers match"`,
    applies: (situation) =>
      isDifferential(situation) && (situation.image.baseBuild === null || situation.modem.build === null),
    sentence: ({ imageName, image }) =>
      image.baseBuild === null
        ? phrase('{file} doesn’t say which build it starts from.', { file: imageName })
        : phrase('The modem doesn’t report its build, and a differential image fits exactly one build.'),
    alternative: ({ image }) =>
      image.baseBuild === null
        ? phrase(
            'Rename the file to its original name (such as upgdiff_38638-to-39529.dup), or use a full image.',
          )
        : phrase('Read the modem again. If it still doesn’t report its build, use a full image.'),
  },
  {
    id: 'differential-base-mismatch',
    effect: 'refuse',
    when: 'the file starts from another build than the modem’s',
    source: `${DOCUMENTATION}: "make sure the first 5 numbers match"`,
    applies: (situation) => isDifferential(situation) && situation.image.baseBuild !== situation.modem.build,
    sentence: ({ image, modem, imageName }) =>
      phrase('{file} starts from build {base}; this modem runs {build}.', {
        file: imageName,
        base: orUnknown(image.baseBuild),
        build: orUnknown(modem.build),
      }),
    alternative: (situation) =>
      phrase('Use a differential image whose first five digits are {build}, or a full image.', {
        build: namedBuild(situation),
      }),
  },
  {
    id: 'differential-across-families',
    effect: 'refuse',
    when: 'a differential image leads to the other family, and no such image was published',
    source: `${DOCUMENTATION}: CAT-M1 and NB-IoT are "fundamentally different"; cross differences in the archives`,
    applies: (situation) =>
      isDifferential(situation) && changesFamily(situation) && !isPublishedCrossing(situation),
    sentence: ({ image, modem }) =>
      phrase('A differential image can’t turn a {from} modem into a {to} modem.', {
        from: orUnknown(modem.family),
        to: orUnknown(image.family),
      }),
    alternative: ({ image }) => phrase('Use the full image of {to}.', { to: orUnknown(image.family) }),
  },
];
