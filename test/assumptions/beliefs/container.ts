import { SIGNATURES, type SignatureKind } from '../../fixtures/restyle';
import { ALL_WAY_NAMES } from '../../faults/wayName';
import type { Alternative, Belief } from '../belief';

const KINDS = Object.keys(SIGNATURES).filter((kind) => kind !== 'fletcher32') as SignatureKind[];

/** How firmware files are laid out. */
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
          ? 'checks that sum'
          : 'reads the blocks, and says that nobody here can check their signature',
      nature: { files: { signature } },
      knownFailing: { ways: ALL_WAY_NAMES, because: 'an intact image is called damaged' },
    })),
  },
  {
    id: 'head-version',
    belief: 'The head of a block has the version 3.',
    source: 'two genuine files that were measured',
    alternatives: ([1, 2] as const).map((headVersion): Alternative => ({
      id: String(headVersion),
      behaviour: `have the version ${headVersion}`,
      software: 'reads it as the same layout',
      nature: { files: { headVersion } },
    })),
  },
];
