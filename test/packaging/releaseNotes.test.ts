import { describe, expect, it } from 'vitest';
import { changelogSection } from '../../scripts/releaseNotes/changelogSection';

const CHANGELOG = `# Changelog

## [Unreleased]

## [1.10.0] - 2026-03-01

### Added

- A thing.

## [1.1.0] - 2026-01-01

- The first.

[1.10.0]: https://example.com/v1.10.0
`;

describe('the notes of a release', () => {
  it('are the section of the changelog', () => {
    expect(changelogSection(CHANGELOG, '1.10.0')).toBe('### Added\n\n- A thing.');
  });

  it('end before the link addresses', () => {
    expect(changelogSection(CHANGELOG.replaceAll('\n', '\r\n'), '1.1.0')).toBe('- The first.');
  });

  it.each([
    ['1.1', 'no section'],
    ['2.0.0', 'no section'],
    ['Unreleased', 'says nothing'],
  ])('are an error for %s', (version, complaint) => {
    expect(() => changelogSection(CHANGELOG, version)).toThrow(complaint);
  });
});
