import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { differentialImage } from '../fixtures/firmware';
import { type BoardOnPtyOptions, startBoardOnPty } from '../simulator/board/boardOnPty';
import { measureNode, stepSeconds } from './measuredProcess';
import { writeImage } from './modemRun';
import type { BenchOptions } from './options';
import { REPL_WAYS, sendByRepl } from './replWays';
import { type Result, result } from './result';
import { repeat, wireSeconds } from './statistics';

const REPL_RATE = 115_200;
const FAST_RATE = 921_600;
const FLASH_FILE_BYTES = 1_200_000;
const QUICK_BYTES = 200_000;
/** A third of a full image: the ratio does not depend on the size. */
const CARD_FILE_BYTES = 2_000_000;
const QUICK_CARD_BYTES = 300_000;
/** For the other protocols, whose ratio does not depend on the size. */
const OTHER_BYTES = 60_000;
/** The board’s own upgrade after the upload is not measured. Its minutes pass in seconds. */
const TIME_SCALE = 50;

/** Releases whose receive buffer is 4096 and 512 bytes. */
const BOARDS = [
  { release: '1.20.2.r4', buffer: 4096, limit: 1.04 },
  { release: '1.20.1.r2', buffer: 512, limit: 1.25 },
] as const;

/** Copying a file to the board over its REPL: the whole step, from its preparation to the check of the SHA-256. */
export async function benchUpload(options: BenchOptions): Promise<Result[]> {
  const { folder, runs, quick } = options;
  const size = quick ? QUICK_BYTES : FLASH_FILE_BYTES;
  const random = join(folder, 'upgdiff_39529-to-41065.dup');
  writeFileSync(random, differentialImage({ size }));
  const cardSize = quick ? QUICK_CARD_BYTES : CARD_FILE_BYTES;
  const halves = writeImage(folder, cardSize, true);
  const card = { release: '1.20.2.r4', sdCard: { state: 'present', bytes: 32 << 20 } } as const;
  const results: Result[] = [];

  const fast = await repeat(runs, () =>
    upload(options, random, 'flash', FAST_RATE, { release: '1.20.2.r4' }),
  );
  const ofFast = fast.map((seconds) => seconds / wireSeconds(size, FAST_RATE));
  results.push(result('upload', `${size} random bytes at 921600 ÷ wire`, '', ofFast, 1.1));
  for (const { release, buffer, limit } of BOARDS) {
    const slow = await repeat(runs, () => upload(options, random, 'flash', REPL_RATE, { release }));
    const ofSlow = slow.map((seconds) => seconds / wireSeconds(size, REPL_RATE));
    const what = `${size} random bytes at 115200, a buffer of ${buffer}, ÷ wire`;
    results.push(result('upload', what, '', ofSlow, limit));
  }
  const packed = await repeat(runs, () => upload(options, halves, 'sd', REPL_RATE, card));
  const what = `${cardSize} bytes, half of them packing away, to the card at 115200 ÷ wire of the raw file`;
  results.push(
    result(
      'upload',
      what,
      '',
      packed.map((seconds) => seconds / wireSeconds(cardSize, REPL_RATE)),
      0.6,
    ),
  );
  results.push(...(await otherWays()));
  return results;
}

async function upload(
  { cli }: BenchOptions,
  file: string,
  method: 'flash' | 'sd',
  baud: number,
  board: NonNullable<BoardOnPtyOptions['board']>,
): Promise<number> {
  const running = await startBoardOnPty({ board, paced: true, latencyMs: 1, timeScale: TIME_SCALE });
  try {
    const measured = await measureNode([
      cli,
      'run',
      '--port',
      running.path,
      file,
      '--method',
      method,
      '--baud',
      String(baud),
      '--yes',
      '--json',
    ]);
    return stepSeconds(measured, 'upload-1');
  } finally {
    await running.stop();
  }
}

async function otherWays(): Promise<Result[]> {
  const content = randomBytes(OTHER_BYTES);
  const results: Result[] = [];
  for (const way of REPL_WAYS) {
    const board = await startBoardOnPty({ paced: true, latencyMs: 1 });
    const seconds = await sendByRepl(board.path, content, way);
    await board.stop();
    const ratio = seconds / wireSeconds(content.length, REPL_RATE);
    results.push(result('upload', `${way.name} at 115200 ÷ wire`, '', [ratio]));
  }
  return results;
}
