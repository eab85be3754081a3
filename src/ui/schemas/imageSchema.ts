import * as v from 'valibot';
import { count, listOf, oneOf, type Schema, text, said } from '../../base/schema';
import type { ImageDescription } from '../../firmware/firmwareImage';
import { FAMILY } from './modemSchema';
import { PHRASE } from './phraseSchema';

/** Blocks of a container; a real one has some ten. */
const MOST_BLOCKS = 10_000;

export const IMAGE: Schema<ImageDescription> = v.object({
  kind: oneOf<ImageDescription['kind']>({ full: true, differential: true, updater: true, unknown: true }),
  size: count,
  sha256: text,
  version: v.nullable(text),
  targetBuild: v.nullable(text),
  baseBuild: v.nullable(text),
  family: v.nullable(FAMILY),
  stepOfPair: v.nullable(v.picklist([1, 2, 'unknown'])),
  publishedAs: v.exactOptional(said),
  blocks: listOf(v.object({ magic: text, name: said, depth: count, size: count }), MOST_BLOCKS),
  findings: listOf(PHRASE),
});
