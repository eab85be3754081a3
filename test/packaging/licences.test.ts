import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { licencesText } from '../../scripts/licences/licencesText';
import { shippedPackages } from '../../scripts/licences/shippedPackages';
import { projectFolder } from '../../scripts/run';

/** All of these allow shipping the package in a bundle, with its notice. */
const ALLOWED = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0'];

function shipped(): ReturnType<typeof shippedPackages> {
  const failure = inject('buildFailure');
  if (failure !== '') throw new Error(failure);
  const inputs = readFileSync(join(projectFolder, 'dist', 'inputs.json'), 'utf8');
  return shippedPackages(JSON.parse(inputs) as string[]);
}

describe('LICENSES.md', () => {
  it('lists the shipped packages; `npm run licences` updates it', () => {
    const listed = readFileSync(join(projectFolder, 'LICENSES.md'), 'utf8').replaceAll('\r', '');
    expect(listed).toBe(licencesText(shipped()));
    expect(listed).toContain('| serialport |');
  });

  it('has no licence that forbids shipping it', () => {
    const others = shipped().filter(({ licence }) => !ALLOWED.includes(licence));
    expect(others.map(({ name, licence }) => `${name}: ${licence}`)).toEqual([]);
  });
});
