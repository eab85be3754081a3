import { type Phrase, phrase } from '../base/phrase';
import type { UnusualPart } from './dupContainer';

/** A block whose head is another than that of the genuine files, by its name. */
export interface UnusualBlock extends UnusualPart {
  readonly block: string;
}

/** What must be said of such blocks: of each kind once, however many there are. */
export function doubtsOfHeads(file: string, blocks: readonly UnusualBlock[]): Phrase[] {
  const findings: Phrase[] = [];
  const first = <Value>(pick: (block: UnusualBlock) => Value | undefined): Value | undefined => {
    for (const block of blocks) {
      const value = pick(block);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const version = first((each) => each.version);
  if (version !== undefined) {
    findings.push(
      phrase('{file} has blocks with header version {version}; genuine files have version 3.', {
        file,
        version,
      }),
    );
  }
  const flags = first((each) => each.flags);
  if (flags !== undefined) {
    findings.push(phrase('{file} has blocks with flags {flags}; genuine files have none.', { file, flags }));
  }
  if (blocks.some(({ seal }) => seal === 'CRC-32')) {
    findings.push(
      phrase(
        '{file} is intact according to its CRC-32, but genuine files use another checksum, Fletcher-32.',
        { file },
      ),
    );
  }
  const signed = blocks.find(({ seal }) => seal === 'ECDSA' || seal === 'RSA');
  if (signed?.seal !== undefined) {
    findings.push(
      phrase('The block "{block}" of {file} has a signature ({kind}) instead of a checksum.', {
        file,
        block: signed.block,
        kind: signed.seal,
      }),
    );
  }
  const bare = blocks.find(({ seal }) => seal === 'none');
  if (bare) {
    findings.push(phrase('The block "{block}" of {file} has no checksum.', { file, block: bare.block }));
  }
  if (blocks.some(({ covered }) => !covered)) {
    findings.push(phrase('The content of {file} couldn’t be verified.', { file }));
  }
  return findings;
}
