import { expect, test } from 'vitest';
import type { FirmwareImage } from '../../../../src/firmware/firmwareImage';
import { bytesSource } from '../../../../src/firmware/firmwareSource';
import { UNREAD_MODEM } from '../../../../src/modem/modemReading';
import { requireVersion } from '../../../../src/upgrade/perform/expectedVersion';
import { FULL_IMAGE, NEW_MODEM, OLD_MODEM } from '../../ui/samples';

const image = (targetBuild: string | null): FirmwareImage => ({
  source: bytesSource('CATM1-41065.dup', new Uint8Array()),
  description: { ...FULL_IMAGE, targetBuild },
});

test('a modem that runs what the image brings is upgraded', () => {
  expect(() => requireVersion(image('41065'), NEW_MODEM)).not.toThrow();
});

test('an image that does not tell its build is believed of any that runs', () => {
  expect(() => requireVersion(image(null), NEW_MODEM)).not.toThrow();
  expect(() => requireVersion(image(null), { ...UNREAD_MODEM, state: 2 })).toThrow(
    'The modem says it runs application state; it should be a new version.',
  );
});

test.each([
  ['another build', OLD_MODEM, 'LR5.1.1.0-39529'],
  ['its updater', { ...UNREAD_MODEM, state: 4 }, 'updater state'],
  ['mTools, whatever build they say', { ...NEW_MODEM, state: 1, lr: null }, '41065'],
  ['nothing it would tell', UNREAD_MODEM, 'no state'],
] as const)('one that runs %s is not', (_, reading, named) => {
  expect(() => requireVersion(image('41065'), reading)).toThrow(
    `The modem says it runs ${named}; it should be 41065.`,
  );
});
