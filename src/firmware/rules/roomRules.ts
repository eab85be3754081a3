import { phrase } from '../../base/phrase';
import type { Situation } from '../situation';
import { DOCUMENTATION, isCopiedToFlash, isFull, type Rule, runsFirmware } from './rule';

/** `/flash` of a board with 4 MB: 127 blocks of 4096 bytes (Pycom firmware). */
const SMALL_FLASH_BYTES = 520_192;

const isFree = ({ room }: Situation): boolean =>
  room === null || room.freeBytes === null || room.neededBytes <= room.freeBytes;

const figuresOf = ({ room }: Situation): { free: number; needed: number } => ({
  free: room?.freeBytes ?? 0,
  needed: room?.neededBytes ?? 0,
});

/** Files that go over the board's file systems must fit them, all at once. */
export const ROOM_RULES: readonly Rule[] = [
  {
    id: 'flash-takes-differential-only',
    effect: 'refuse',
    when: 'a full image through /flash or Wi-Fi',
    source: `${DOCUMENTATION}: "for Flash updates, we currently only support the use of upgdiff- files"`,
    applies: (situation) => isFull(situation) && isCopiedToFlash(situation),
    sentence: ({ imageName }) =>
      phrase('{file} is a full image; /flash supports only differential images.', { file: imageName }),
    alternative: (situation) =>
      runsFirmware(situation)
        ? phrase('Use UART or an SD card, or a differential image.')
        : phrase('Use UART or an SD card.'),
  },
  {
    id: 'flash-full',
    effect: 'refuse',
    when: 'the files, and what the file system needs, don’t fit into the free space on /flash',
    source: 'Pycom firmware: /flash has 4,194,304 bytes, or 520,192 on boards with 4 MB',
    applies: (situation) => isCopiedToFlash(situation) && !isFree(situation),
    sentence: (situation) =>
      phrase('/flash has {free} bytes free; {needed} are needed.', figuresOf(situation)),
    alternative: (situation) =>
      figuresOf(situation).free < SMALL_FLASH_BYTES && figuresOf(situation).needed > SMALL_FLASH_BYTES
        ? phrase('Use UART or an SD card. On a board with 4 MB, you can’t free enough space.')
        : phrase('Delete files in /flash, or use UART or an SD card.'),
  },
  {
    id: 'card-full',
    effect: 'refuse',
    when: 'the files don’t fit into the free space on the SD card',
    source: `${DOCUMENTATION}: SD card; "each file on the module has the same size as the original"`,
    applies: (situation) => situation.method === 'sd' && !isFree(situation),
    sentence: (situation) =>
      phrase('The SD card has {free} bytes free; {needed} are needed.', figuresOf(situation)),
    alternative: () => phrase('Delete files on the card, or use UART.'),
  },
];
