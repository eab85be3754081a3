import { createHash } from 'node:crypto';
import { type Family, familyOf } from '../base/family';
import { type Phrase, phrase } from '../base/phrase';
import { sha256Of } from '../base/sha256';
import {
  FIRST_HALF_BYTES,
  KNOWN_FILES,
  knownBuild,
  type KnownFile,
  knownFile,
  SMALLEST_FULL_BYTES,
  TWO_STEP_BUILD,
} from './catalogue';
import { type DupBlock, holdsApplication, isDifference, type UnknownPart, walkDup } from './dupContainer';
import { type ElfVerdict, recogniseElf } from './elf';
import { firmwareErrors } from './errors';
import type { FirmwareImage, ImageDescription, StepOfPair } from './firmwareImage';
import type { ByteSource } from '../base/byteSource';
import { type ImageName, parseImageName } from './imageName';
import { otherFormatOf } from './otherFormat';
import { doubtsOfHeads, type UnusualBlock } from './unusualHead';
import { VersionSearch } from './versionSearch';

/** The board's own tool refuses smaller ones. */
const SMALLEST_FIRMWARE_BYTES = 128;
const ELF_HEAD_BYTES = 52;

/**
 * Reads a file once, from beginning to end, and says what it is. What is damaged, cut off or something else
 * altogether is refused here, before any port is opened.
 *
 * @param files that are known to be genuine
 * @throws FILE_EMPTY, FILE_TOO_SMALL, FILE_NOT_FIRMWARE, FILE_TRUNCATED, FILE_DAMAGED, FILE_UNVERIFIABLE, FILE_UNREADABLE
 */
export async function checkFirmware(
  source: ByteSource,
  files: readonly KnownFile[] = KNOWN_FILES,
): Promise<FirmwareImage> {
  if (source.size === 0) throw firmwareErrors.empty(source.name);
  const format = await otherFormatOf(source);
  if (format) throw firmwareErrors.otherFormat(source.name, format);
  if (source.size < SMALLEST_FIRMWARE_BYTES) {
    throw firmwareErrors.tooSmall(source.name, source.size, SMALLEST_FIRMWARE_BYTES);
  }
  const elf = recogniseElf(await source.read(0, ELF_HEAD_BYTES));
  const description =
    elf.kind === 'none' ? await describeDup(source, files) : await describeElf(source, elf, files);
  return { source, description };
}

/** @throws FILE_IS_UPDATER */
export function requireImage(file: FirmwareImage): FirmwareImage {
  if (file.description.kind === 'updater') throw firmwareErrors.updaterAsImage(file.source.name);
  return file;
}

/** @throws FILE_NOT_UPDATER */
export function requireUpdater(file: FirmwareImage): FirmwareImage {
  if (file.description.kind !== 'updater') throw firmwareErrors.imageAsUpdater(file.source.name);
  return file;
}

async function describeElf(
  source: ByteSource,
  elf: Exclude<ElfVerdict, { kind: 'none' }>,
  files: readonly KnownFile[],
): Promise<ImageDescription> {
  if (elf.kind === 'updater' && elf.end > source.size) {
    throw firmwareErrors.truncated(source.name, 0, elf.end - source.size);
  }
  const sha256 = await sha256Of(source);
  const published = knownFile(sha256, files);
  return {
    kind: 'updater',
    size: source.size,
    sha256,
    version: null,
    targetBuild: null,
    baseBuild: null,
    family: null,
    stepOfPair: null,
    ...(published && { publishedAs: published.name }),
    blocks: [],
    findings:
      elf.kind === 'updater'
        ? []
        : [phrase('{file} doesn’t look like an updater for this modem.', { file: source.name })],
  };
}

async function describeDup(source: ByteSource, files: readonly KnownFile[]): Promise<ImageDescription> {
  const hash = createHash('sha256');
  const search = new VersionSearch();
  const unknown: UnknownPart[] = [];
  const unusual: UnusualBlock[] = [];
  const blocks = await walkDup(source, {
    bytes: (chunk) => {
      hash.update(chunk);
      search.update(chunk);
    },
    block: (block) => search.inBlock(block),
    unusual: ({ name, magic }, part) => void unusual.push({ ...part, block: name || magic }),
    ...((await mayHaveOtherLayout(source, parseImageName(source.name))) && {
      unknown: (part) => void unknown.push(part),
    }),
  });
  const sha256 = hash.digest('hex');
  const published = knownFile(sha256, files);
  // What is known to be genuine is what it was published as, whatever somebody called it.
  const name = parseImageName(published?.name ?? source.name);
  const stepOfPair = stepOf({ name, search, size: source.size, isDifference: blocks.some(isDifference) });
  const kind = kindOf(blocks, name, stepOfPair);
  const [strange] = unknown;
  // What holds an application is no differential image, whatever it is called.
  if (strange && kind !== 'differential') throw firmwareErrors.disordered(source.name, strange.offset);
  // The first of a pair carries the final build in its name, and maybe in blocks that prepare it, but brings the modem to
  // one in between: only its application tells. Of another layout nobody knows what a text in it speaks of.
  const own = strange ? undefined : stepOfPair === 1 ? search.ofApplication() : search.best();
  const version = search.ofAnotherChip() ?? own;
  const nameBuild = stepOfPair === 1 ? null : name.targetBuild;
  const targetBuild =
    kind === 'differential' ? (name.targetBuild ?? version?.build ?? null) : (version?.build ?? nameBuild);
  const family = familyOf(version?.version ?? null) ?? name.family ?? knownBuild(targetBuild)?.family ?? null;
  const examined = { file: source.name, size: source.size, kind, name, search, blocks, stepOfPair };
  return {
    kind,
    size: source.size,
    sha256,
    version: version?.version ?? null,
    targetBuild,
    baseBuild: name.baseBuild,
    family,
    stepOfPair,
    ...(published && { publishedAs: published.name }),
    blocks: blocks.map(({ magic, name: block, depth, size }) => ({ magic, name: block, depth, size })),
    findings: published
      ? []
      : [
          ...doubtOfLayout(source.name, unknown),
          ...doubtsOfHeads(source.name, unusual),
          ...contradictions({ ...examined, nameBuild, family }),
          ...whatIsMissing(examined),
        ],
  };
}

/** An application block makes a full image; a difference carries none. */
function kindOf(
  blocks: readonly DupBlock[],
  name: ImageName,
  stepOfPair: StepOfPair | null,
): 'full' | 'differential' | 'unknown' {
  const hasDifference = blocks.some(isDifference);
  // The first of a pair is a sixth of the size of other full images and may bring no application at all.
  if (stepOfPair === 1 || stepOfPair === 2) return hasDifference ? 'unknown' : 'full';
  if (hasDifference) return 'differential';
  if (blocks.some(holdsApplication)) return 'full';
  return name.kind === 'differential' ? 'differential' : 'unknown';
}

interface Halves {
  readonly name: ImageName;
  readonly search: VersionSearch;
  readonly size: number;
  readonly isDifference: boolean;
}

/**
 * Which half of the two steps to 5.2-48829 a file is. Name, size and content are witnesses, and none of them alone may take
 * the file out of the pair: whatever speaks of that build without saying which half it is may be either.
 */
function stepOf({ name, search, size, isDifference: difference }: Halves): StepOfPair | null {
  const isFirst = size === FIRST_HALF_BYTES;
  // Nobody has looked into a genuine first half: one of its size may be made as a difference is.
  if (difference && !isFirst) return null;
  const speaksOfIt = search.builds.has(TWO_STEP_BUILD) || name.mentions.includes(TWO_STEP_BUILD);
  if (name.stepOfPair === null || name.targetBuild !== TWO_STEP_BUILD)
    return isFirst || speaksOfIt ? 'unknown' : name.stepOfPair;
  const isLast = !isFirst && search.applicationBuilds.has(TWO_STEP_BUILD);
  const contradicts = name.stepOfPair === 1 ? isLast : isFirst;
  return contradicts ? 'unknown' : name.stepOfPair;
}

interface Examined {
  readonly file: string;
  readonly size: number;
  readonly kind: ImageDescription['kind'];
  readonly name: ImageName;
  readonly search: VersionSearch;
  readonly blocks: readonly DupBlock[];
  readonly stepOfPair: StepOfPair | null;
}

/** Where content and name say different things, or the content says several. */
function contradictions({
  file,
  kind,
  name,
  search,
  nameBuild,
  family,
}: Examined & { readonly nameBuild: string | null; readonly family: Family | null }): Phrase[] {
  const findings: Phrase[] = [];
  if (kind === 'unknown') {
    findings.push(phrase('{file} is intact, but its layout is unknown.', { file }));
  }
  if (name.kind !== null && name.kind !== kind && kind !== 'unknown') {
    findings.push(
      phrase('{file} is named {claimed}, but contains {found}.', {
        file,
        claimed: name.kind,
        found: kind,
      }),
    );
  }
  const { builds, applicationBuilds } = search;
  // What else an image carries may speak of other builds: what it installs is its application.
  const told = kind !== 'differential' && applicationBuilds.size > 0 ? applicationBuilds : builds;
  if (nameBuild !== null && told.size > 0 && !told.has(nameBuild)) {
    findings.push(
      phrase('The name of {file} says build {claimed}, but its content says {found}.', {
        file,
        claimed: nameBuild,
        found: listed(told),
      }),
    );
  }
  if (applicationBuilds.size > 1) {
    findings.push(
      phrase('The content of {file} names several builds: {found}.', {
        file,
        found: listed(applicationBuilds),
      }),
    );
  }
  if (name.family !== null && family !== null && name.family !== family) {
    findings.push(
      phrase('The name of {file} says {claimed}, but its content says {found}.', {
        file,
        claimed: name.family,
        found: family,
      }),
    );
  }
  return findings;
}

/** What genuine files have and this one has not. */
function whatIsMissing({ file, size, kind, name, search, blocks, stepOfPair }: Examined): Phrase[] {
  if (kind === 'differential') {
    const parts = blocks.filter(({ magic }) => magic !== 'PACK');
    return parts.length > 0 && parts.every(isPlainUpgrade)
      ? [phrase('{file} is named like a differential image, but contains none.', { file })]
      : [];
  }
  // The first half of a pair is none of the usual images, and the second says less of itself than they do.
  if (kind !== 'full' || stepOfPair === 1) return [];
  const findings: Phrase[] = [];
  if (mayBeCut(blocks))
    findings.push(phrase('{file} ends before its file system: it may be incomplete.', { file }));
  if (stepOfPair !== null) return findings;
  if (!search.ofApplication())
    findings.push(phrase('The content of {file} doesn’t say which build it installs.', { file }));
  if (name.kind === null && size < SMALLEST_FULL_BYTES) {
    findings.push(
      phrase(
        '{file} has {size} bytes, fewer than any known full image, and its name doesn’t say what it is.',
        {
          file,
          size,
        },
      ),
    );
  }
  return findings;
}

/** A block of a full image; of what a difference may be made otherwise nobody knows. */
function isPlainUpgrade(block: DupBlock): boolean {
  return block.magic === 'UPGR' && !isDifference(block);
}

/**
 * Genuine full images end with the file system. Where no `PACK` says how long the whole is, what was cut off right behind a
 * block is a chain of whole blocks all the same.
 */
function mayBeCut(blocks: readonly DupBlock[]): boolean {
  return !blocks.some(({ magic, name }) => magic === 'PACK' || /\bfs\b/i.test(name));
}

/** A file may speak of any number of builds; nobody reads more than a few. */
const MOST_LISTED = 5;

function listed(builds: ReadonlySet<string>): string {
  const shown = [...builds].slice(0, MOST_LISTED).join(', ');
  return builds.size > MOST_LISTED ? `${shown}, …` : shown;
}

/** Every firmware file has at least so many. */
const BEGINNING_BYTES = 128;
/** The control characters that a text has. */
const TEXT_CONTROLS = [0x09, 0x0a, 0x0c, 0x0d];

/**
 * Whether the file may be laid out otherwise than the full images that were measured. No genuine differential image was ever
 * seen, so that one may be; but "PACK", "TEST" and "DIFF" are words, too, with which a text may begin.
 */
async function mayHaveOtherLayout(source: ByteSource, { kind }: ImageName): Promise<boolean> {
  return kind === 'differential' && !isText(await source.read(0, BEGINNING_BYTES));
}

function isText(beginning: Uint8Array): boolean {
  return beginning.every((byte) => byte >= 0x20 || TEXT_CONTROLS.includes(byte));
}

/** What must be said of a file with such parts: where no checksum vouches for it, first of all. */
function doubtOfLayout(file: string, parts: readonly UnknownPart[]): Phrase[] {
  if (parts.length === 0) return [];
  const bare = parts.find(({ covered }) => !covered);
  if (!bare) return [phrase('{file} is intact, but its layout is unknown.', { file })];
  return [
    bare.offset === 0
      ? phrase('The layout of {file} is unknown, so its checksums couldn’t be verified.', {
          file,
        })
      : phrase('From offset {offset}, the layout of {file} is unknown, so the rest couldn’t be verified.', {
          file,
          offset: bare.offset,
        }),
  ];
}
