import { SIGNATURES, type SignatureKind } from '../../fixtures/restyle';
import type { Alternative, Belief } from '../belief';

const KINDS = Object.keys(SIGNATURES).filter((kind) => kind !== 'fletcher32') as SignatureKind[];

/** The layout of firmware files. */
export const CONTAINER_BELIEFS: readonly Belief[] = [
  {
    id: 'signature',
    belief: 'Each block of an image ends in a Fletcher-32 sum.',
    source: 'two genuine files that were measured; a public packer knows other kinds',
    alternatives: KINDS.map((signature): Alternative => ({
      id: signature,
      behaviour: `have the signature kind ${SIGNATURES[signature]} (${signature})`,
      software:
        signature === 'crc32'
          ? 'checks that sum, calls the file doubtful, and sends it when you confirm that danger by its name'
          : 'says that nobody here can check whether the file is intact, and sends it when you confirm that danger by its name',
      nature: { files: { signature } },
      test: {
        file: 'test/cli/changedNames.test.ts',
        title: 'an intact image with another kind of checksum is dangerous, and not called damaged',
      },
    })),
  },
  {
    id: 'head-version',
    belief: 'The head of a block has the version 3.',
    source: 'two genuine files that were measured',
    alternatives: ([1, 2] as const).map((headVersion): Alternative => ({
      id: String(headVersion),
      behaviour: `have the version ${headVersion}`,
      software: 'reads it as the same layout, and asks you to confirm that danger by its name',
      nature: { files: { headVersion } },
    })),
  },
  {
    id: 'whole-image',
    belief: 'A file that is no difference holds the modem’s application.',
    source: 'users’ reports: a bootrom alone ended in a crash loop',
    alternatives: [
      shown('bootrom-alone', 'be a bootrom alone', 'refuses it', {
        file: 'test/cli/changedNames.test.ts',
        title: 'a bootrom alone',
      }),
      shown(
        'another-chip',
        'be for another chip (8.x, the GM02)',
        'refuses it, and a modem that runs 8.x, too',
        { file: 'test/cli/changedNames.test.ts', title: 'firmware for another chip, or incomplete firmware' },
      ),
    ],
  },
  {
    id: 'difference-layout',
    belief: 'A differential image is laid out as a full one.',
    source: 'nobody here has seen the inside of one; full images were measured',
    alternatives: [
      shown(
        'other',
        'be laid out in another way behind its tag',
        'says that it cannot check the file, and sends it when you confirm that danger by its name',
        { file: 'test/cli/doubtfulImage.test.ts', title: 'a differential image of unknown layout' },
      ),
    ],
  },
  {
    id: 'file-name',
    belief: 'A file has the name that it was published by.',
    source: 'what browsers, file managers and packers make of names',
    alternatives: [
      shown(
        'copy',
        'be called `NAME (1).dup`, `NAME - Copy.dup`, `Kopie von NAME` and the like',
        'reads the name behind it; no other name makes a refusal or a danger milder',
        {
          file: 'test/cli/changedNames.test.ts',
          title: 'halves of the pair under the names that browsers and file managers make',
        },
      ),
      shown('none', 'have a name that says nothing', 'goes by the content', {
        file: 'test/unit/firmware/checkFirmware.test.ts',
        title: 'a full image by its content, with any name',
      }),
      shown(
        'archive-of-net',
        'lie in an archive with backslashes, `./` or shadows of macOS in its names',
        'reads them as folders, and passes over the shadows',
        { file: 'test/unit/firmware/archive.test.ts', title: 'archives made by common tools' },
      ),
      shown('web-page', 'be a web page that was saved instead', 'says so', {
        file: 'test/unit/firmware/checkFirmware.test.ts',
        title: 'names what was downloaded instead of firmware',
      }),
    ],
  },
  {
    id: 'archive-password',
    belief: 'An archive’s password is encoded in UTF-8.',
    source: 'the old ZIP encryption fixes no encoding',
    alternatives: [
      shown('code-page', 'be encoded in a code page', 'tries those too', {
        file: 'test/unit/firmware/archive.test.ts',
        title: 'a password with characters outside ASCII',
      }),
    ],
  },
];

/** Needs no simulator, because a refused file is never sent. */
function shown(
  id: string,
  behaviour: string,
  software: string,
  test: NonNullable<Alternative['test']>,
): Alternative {
  return { id, behaviour, software, test };
}
