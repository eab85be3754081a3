import { expect, test } from 'vitest';
import type { FirmwareImage } from '../../../../src/firmware/firmwareImage';
import { bytesSource } from '../../../../src/firmware/firmwareSource';
import { render } from '../../../../src/base/phrase';
import { UpgradeError } from '../../../../src/base/upgradeError';
import { type ModemReading, UNREAD_MODEM } from '../../../../src/modem/modemReading';
import { requireVersion } from '../../../../src/upgrade/perform/expectedVersion';
import { readBundle } from '../../../../scripts/l10n/bundles';
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

test('what a modem runs instead can be said in another language, to the last word', () => {
  const german = readBundle('de');
  const said = (reading: ModemReading): string => {
    try {
      requireVersion(image(null), reading);
    } catch (error) {
      if (error instanceof UpgradeError) return render(error.sentence, (template) => german[template] ?? '?');
    }
    return 'nothing';
  };
  expect(said({ ...UNREAD_MODEM, state: 4 })).toBe(
    'Das Modem sagt, in ihm laufe der Updater; es sollte eine neue Version sein.',
  );
  for (const state of [0, 1, 2, null] as const) expect(said({ ...UNREAD_MODEM, state })).not.toContain('?');
});
