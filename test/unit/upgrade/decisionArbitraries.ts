import { fc } from '@fast-check/vitest';
import { phrase } from '../../../src/base/phrase';
import type { BoardFinding, Finding } from '../../../src/upgrade/inspect/finding';
import { board, ELF, ELF_ELSEWHERE, type FileName, FILES, mirror, modem } from './decisionFixtures';

const SILENCE: Finding = {
  kind: 'silent',
  port: 'p',
  sentence: phrase('Nothing answers.'),
  remedy: phrase('Connect the board.'),
};
/** Every possible finding at a port. */
export const findings: fc.Arbitrary<Finding> = fc
  .record({
    where: fc.constantFrom('nowhere', 'mirrored', 'by cable', 'in the network'),
    state: fc.constantFrom<(0 | 1 | 2 | 4 | null)[]>(0, 1, 2, 4, null),
    build: fc.constantFrom(
      null,
      '33080',
      '38638',
      '39529',
      '41065',
      '43818',
      '48829',
      '41019',
      '50523',
      '12345',
    ),
    bootrom: fc.constantFrom(null, '33080', '38638'),
    toolVersion: fc.constantFrom(null, '1.2.0', '1.2.6'),
    flashFreeBytes: fc.constantFrom(null, 10_000, 4_000_000),
    sdCard: fc.constantFrom<BoardFinding['board']['sdCard'][]>(
      { state: 'absent' },
      { state: 'unreadable' },
      { state: 'readable', path: '/sd', freeBytes: 10_000 },
      { state: 'readable', path: '/sd', freeBytes: 1e9 },
    ),
  })
  .map(({ where, state, build, bootrom, ...more }) => {
    const reading = modem(build, { state, bootrom });
    if (where === 'nowhere') return SILENCE;
    if (where === 'mirrored') return mirror(reading);
    const port = where === 'by cable' ? 'p' : 'telnet://micro:python@192.168.4.1';
    return { ...board(reading, more), port };
  });
export const methods = fc.constantFrom('auto', 'uart', 'sd', 'flash', 'wireless');
/** Files at hand. */
export const names = fc.subarray(Object.keys(FILES) as FileName[], { maxLength: 7 });
export const updaters = fc.subarray([ELF, ELF_ELSEWHERE]);
