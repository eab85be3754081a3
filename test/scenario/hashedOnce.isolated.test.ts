import type { Hash } from 'node:crypto';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startBoardWithModem, stopBoards } from '../simulator/board/startBoard';
import { BoardService } from './boardService';
import { differential, sha256 } from './rig';

/** Hashes computed by the software. The simulator and the tests compute hashes, too. */
const made: string[] = vi.hoisted(() => []);

vi.mock(import('node:crypto'), async (importOriginal) => {
  const original = await importOriginal();
  const createHash = (algorithm: string): Hash => {
    const hash = original.createHash(algorithm);
    const isOurs = /\/src\//.test(new Error().stack ?? '');
    const digest = hash.digest.bind(hash);
    const noted = (): string => {
      const sum = digest('hex');
      if (isOurs) made.push(sum);
      return sum;
    };
    hash.digest = ((encoding?: BufferEncoding) =>
      encoding === 'hex' ? noted() : Buffer.from(noted(), 'hex')) as Hash['digest'];
    return hash;
  };
  return { ...original, createHash };
});

it('an upgrade over the REPL hashes a file once when it is checked, and once when it is loaded into memory', async () => {
  onTestFinished(stopBoards);
  const image = differential(100_000);
  const started = await startBoardWithModem();
  await started.client.transport.close();
  const service = new BoardService(started.wire.path, started.wire.open);
  const times = (): number => made.filter((sum) => sum === sha256(image)).length;

  const answer = await service.plan({ images: [image] }, 'flash');
  if (answer.kind === 'refusal') throw new Error(answer.rule);
  expect(times()).toBe(1);
  expect(await service.run(answer)).toMatchObject({ outcome: 'upgraded', error: null });
  expect(times()).toBe(2);
});
