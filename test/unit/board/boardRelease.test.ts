import { describe, expect, it } from 'vitest';
import { isAtLeast, parseRelease, receiveBufferBytes, toolTraits } from '../../../src/board/boardRelease';

describe('a release of the board firmware', () => {
  it('comes after its betas and candidates and before its revisions', () => {
    const inOrder = [
      '1.18.0',
      '1.18.1',
      '1.18.1.r1',
      '1.18.1.r3',
      '1.18.2',
      '1.18.2.r4',
      '1.19.0.b2',
      '1.20.0.rc11',
      '1.20.0',
      '1.20.0.r1',
      '1.20.2.r10',
    ];
    for (const [index, release] of inOrder.entries()) {
      for (const [other, least] of inOrder.entries()) {
        expect([release, least, isAtLeast(release, least)]).toEqual([release, least, index >= other]);
      }
    }
  });

  it('is rejected in any other form', () => {
    expect(parseRelease('')).toBeUndefined();
    expect(parseRelease('latest')).toBeUndefined();
    expect(isAtLeast('latest', '1.18.1')).toBe(false);
  });

  it.each([
    ['GPy', '1.18.0', 512],
    ['GPy', '1.18.1', 4096],
    ['FiPy', '1.18.2.r7', 4096],
    ['G01', '1.18.2', 512],
    ['GPy', '1.19.0.b5', 512],
    ['GPy', '1.20.0.rc13', 512],
    ['GPy', '1.20.1.r1', 512],
    ['FiPy', '1.20.2.rc10', 512],
    ['GPy', '1.20.2.r1', 512],
    ['GPy', '1.20.2.r2', 4096],
    ['GPy', '1.20.3.b3', 4096],
    ['GPy', 'something', 512],
  ])('%s %s has a receive buffer of %i bytes', (sysname, release, bytes) => {
    expect(receiveBufferBytes(sysname, release)).toBe(bytes);
  });
});

describe('a release of the board’s own tool', () => {
  const NEWEST = toolTraits('1.2.6', '1.20.2.r4');

  it.each([
    ['1.2.7', '1.20.2.r4', {}],
    ['1.2.5', '1.20.0.rc11', { leavesFactoryBootrom: true }],
    ['1.2.5', '1.20.0.rc12', {}],
    ['1.2.4', '1.18.2', { proven: false }],
    ['1.2.3', '1.18.2.r2', { proven: false, leavesRecoverySlow: true }],
    ['1.2.2', '1.18.2', { proven: false, searchMs: 150_000 }],
    ['1.2.0', '1.18.1.r5', { proven: false, searchMs: 150_000 }],
    ['1.1', '1.18.1.r3', { proven: false, searchMs: 150_000, takesArguments: false }],
    ['', '', { proven: false, searchMs: 150_000, takesArguments: false }],
    [null, '', { proven: false, searchMs: 150_000, takesArguments: false }],
  ])('%s of %s has known weaknesses compared to the newest', (version, release, worse) => {
    expect({ ...toolTraits(version, release), since: '' }).toEqual({ ...NEWEST, ...worse, since: '' });
  });
});
