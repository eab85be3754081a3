import { createHash } from 'node:crypto';
import { type Family, familyOf } from '../base/family';
import { type Phrase, phrase } from '../base/phrase';
import { sha256Of } from '../base/sha256';
import { knownBuild } from './catalogue';
import { type DupBlock, holdsApplication, type UnknownPart, walkDup } from './dupContainer';
import { type ElfVerdict, recogniseElf } from './elf';
import { firmwareErrors } from './errors';
import type { FirmwareImage, ImageDescription } from './firmwareImage';
import type { FirmwareSource } from './firmwareSource';
import { type ImageName, parseImageName } from './imageName';
import { doubtOfLayout, mayHaveOtherLayout } from './otherLayout';
import { VersionSearch } from './versionSearch';

/** The board's own tool refuses smaller ones. */
const SMALLEST_FIRMWARE_BYTES = 128;
const ELF_HEAD_BYTES = 52;

/**
 * Reads a file once, from beginning to end, and says what it is. What is damaged, cut off or something else
 * altogether is refused here, before any port is opened.
 *
 * @throws FILE_EMPTY, FILE_TOO_SMALL, FILE_NOT_FIRMWARE, FILE_TRUNCATED, FILE_DAMAGED, FILE_UNREADABLE
 */
export async function checkFirmware(source: FirmwareSource): Promise<FirmwareImage> {
  if (source.size === 0) throw firmwareErrors.empty(source.name);
  if (source.size < SMALLEST_FIRMWARE_BYTES) {
    throw firmwareErrors.tooSmall(source.name, source.size, SMALLEST_FIRMWARE_BYTES);
  }
  const elf = recogniseElf(await source.read(0, ELF_HEAD_BYTES));
  const description = elf.kind === 'none' ? await describeDup(source) : await describeElf(source, elf);
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
  source: FirmwareSource,
  elf: Exclude<ElfVerdict, { kind: 'none' }>,
): Promise<ImageDescription> {
  if (elf.kind === 'updater' && elf.end > source.size) {
    throw firmwareErrors.truncated(source.name, 0, elf.end - source.size);
  }
  return {
    kind: 'updater',
    size: source.size,
    sha256: await sha256Of(source),
    version: null,
    targetBuild: null,
    baseBuild: null,
    family: null,
    stepOfPair: null,
    blocks: [],
    doubts:
      elf.kind === 'updater'
        ? []
        : [phrase('{file} does not look like an updater for this modem.', { file: source.name })],
  };
}

async function describeDup(source: FirmwareSource): Promise<ImageDescription> {
  const hash = createHash('sha256');
  const search = new VersionSearch();
  const name = parseImageName(source.name);
  const unknown: UnknownPart[] = [];
  const blocks = await walkDup(source, {
    bytes: (chunk) => {
      hash.update(chunk);
      search.update(chunk);
    },
    block: (block) => search.inBlock(block),
    ...((await mayHaveOtherLayout(source, name)) && { unknown: (part) => void unknown.push(part) }),
  });
  const kind = kindOf(blocks, name);
  const [strange] = unknown;
  // What holds an application is no differential image, whatever it is called.
  if (strange && kind !== 'differential') throw firmwareErrors.disordered(source.name, strange.offset);
  // The first of a pair carries the final build in its name, and maybe in blocks that prepare it, but brings the modem to
  // one in between: only its application tells. Of another layout nobody knows what a text in it speaks of.
  const version = strange ? undefined : name.stepOfPair === 1 ? search.ofApplication() : search.best();
  const nameBuild = name.stepOfPair === 1 ? null : name.targetBuild;
  const targetBuild =
    kind === 'differential' ? (name.targetBuild ?? version?.build ?? null) : (version?.build ?? nameBuild);
  const family = familyOf(version?.version ?? null) ?? name.family ?? knownBuild(targetBuild)?.family ?? null;
  return {
    kind,
    size: source.size,
    sha256: hash.digest('hex'),
    version: version?.version ?? null,
    targetBuild,
    baseBuild: name.baseBuild,
    family,
    stepOfPair: name.stepOfPair,
    blocks: blocks.map(({ magic, name: block, depth, size }) => ({ magic, name: block, depth, size })),
    doubts: [
      ...doubtOfLayout(source.name, unknown),
      ...doubtsOf(source.name, kind, name, search, nameBuild, family),
      ...(kind === 'full' && name.stepOfPair === null && mayBeCut(blocks)
        ? [phrase('{file} ends before its file system: it may be cut off.', { file: source.name })]
        : []),
    ],
  };
}

/** An application block makes a full image; a difference carries none. */
function kindOf(blocks: readonly DupBlock[], name: ImageName): 'full' | 'differential' | 'unknown' {
  const hasDifference = blocks.some((block) => block.magic === 'DIFF' || /\bdiff/i.test(block.name));
  // The first of a pair is a sixth of the size of other full images and may bring no application at all.
  if (name.stepOfPair !== null) return hasDifference ? 'unknown' : 'full';
  if (hasDifference) return 'differential';
  if (blocks.some(holdsApplication)) return 'full';
  return name.kind === 'differential' ? 'differential' : 'unknown';
}

/**
 * Genuine full images end with the file system. Where no `PACK` says how long the whole is, what was cut off right behind a
 * block is a chain of whole blocks all the same.
 */
function mayBeCut(blocks: readonly DupBlock[]): boolean {
  return !blocks.some(({ magic, name }) => magic === 'PACK' || /\bfs\b/i.test(name));
}

function doubtsOf(
  file: string,
  kind: ImageDescription['kind'],
  name: ImageName,
  search: VersionSearch,
  nameBuild: string | null,
  family: Family | null,
): Phrase[] {
  const doubts: Phrase[] = [];
  if (kind === 'unknown') {
    doubts.push(phrase('{file} is intact, but its layout is not a known one.', { file }));
  }
  if (name.kind !== null && name.kind !== kind && kind !== 'unknown') {
    doubts.push(
      phrase('{file} is called {claimed}, but its content is {found}.', {
        file,
        claimed: name.kind,
        found: kind,
      }),
    );
  }
  const builds = search.found.map(({ build }) => build);
  if (nameBuild !== null && builds.length > 0 && !builds.includes(nameBuild)) {
    doubts.push(
      phrase('The name of {file} says build {claimed}, but its content says {found}.', {
        file,
        claimed: nameBuild,
        found: builds.join(', '),
      }),
    );
  }
  if (name.family !== null && family !== null && name.family !== family) {
    doubts.push(
      phrase('The name of {file} says {claimed}, its content {found}.', {
        file,
        claimed: name.family,
        found: family,
      }),
    );
  }
  return doubts;
}
