import { BOARD_FIGURES, type Finding, type Whereabouts } from '../../upgrade';
import * as v from 'valibot';
import { count, listOf, type Schema, text, said } from '../../base/schema';
import type { BoardReading } from '../../board/boardReading';
import { MODEM } from './modemSchema';
import { PHRASE } from './phraseSchema';

/** Files on a board that could be firmware; a card may be full of them. */
const MOST_FILES = 10_000;

const WHEREABOUTS: Schema<Whereabouts> = v.object({
  device: text,
  usb: v.nullable(
    v.object({
      vendorId: v.nullable(text),
      productId: v.nullable(text),
      serialNumber: v.nullable(text),
      location: v.nullable(text),
    }),
  ),
});

export const BOARD: Schema<BoardReading> = v.object({
  sysname: text,
  release: text,
  uniqueId: v.nullable(text),
  toolVersion: v.nullable(text),
  mirrorMode: v.boolean(),
  flashFreeBytes: v.nullable(count),
  sdCard: v.variant('state', [
    v.object({ state: v.literal('absent') }),
    v.object({ state: v.literal('unreadable') }),
    v.object({ state: v.literal('readable'), path: text, freeBytes: count }),
  ]),
  files: listOf(v.object({ path: said, size: count }), MOST_FILES),
});

const SHARED = { port: text, at: v.exactOptional(WHEREABOUTS) };
const OF_MODEM = {
  modem: MODEM,
  measured: v.exactOptional(BOARD_FIGURES),
  mayInstall: v.exactOptional(v.literal(true)),
};

export const ANSWERING = v.variant('kind', [
  v.object({
    kind: v.literal('modem'),
    ...SHARED,
    baudRate: count,
    ...OF_MODEM,
  }),
  v.object({
    kind: v.literal('board'),
    ...SHARED,
    board: BOARD,
    ...OF_MODEM,
  }),
]);

export const FINDING: Schema<Finding> = v.variant('kind', [
  ANSWERING,
  v.object({
    kind: v.literal('silent'),
    ...SHARED,
    sentence: PHRASE,
    remedy: PHRASE,
    refusesCommands: v.exactOptional(v.literal(true)),
  }),
]);
