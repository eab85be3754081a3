import { describe, expect, test } from 'vitest';
import { type Phrase, render } from '../../../../src/base/phrase';
import { UpgradeError } from '../../../../src/base/upgradeError';
import type { FirmwareImage, ImageDescription } from '../../../../src/firmware/firmwareImage';
import { bytesSource } from '../../../../src/base/byteSource';
import { type ModemReading, UNREAD_MODEM } from '../../../../src/modem/modemReading';
import { requireVersion } from '../../../../src/upgrade/run/expectedVersion';
import type { Planned } from '../../../../src/upgrade/run/planImages';
import { readBundle } from '../../../../scripts/l10n/bundles';
import { FULL_IMAGE, MODEM_FINDING, NEW_MODEM, OLD_MODEM, PLAN } from '../../ui/samples';

type Told = Pick<ImageDescription, 'targetBuild'> & Partial<ImageDescription>;

/** A run with these images, which starts from this modem. */
function run(images: readonly Told[], found: ModemReading = OLD_MODEM): Planned {
  const files = images.map((told, number): FirmwareImage => ({
    source: bytesSource(`image${number}.dup`, new Uint8Array()),
    description: { ...FULL_IMAGE, ...told },
  }));
  return { plan: { ...PLAN, finding: { ...MODEM_FINDING, modem: found }, images: files, updater: null } };
}

const runs = (build: string): ModemReading => ({ ...NEW_MODEM, build, lr: `LR5.1.1.0-${build}` });

function failure(planned: Planned, reading: ModemReading, image = 0): UpgradeError | undefined {
  try {
    requireVersion(planned, image, reading);
    return undefined;
  } catch (error) {
    if (error instanceof UpgradeError) return error;
    throw error;
  }
}

describe('an image with a known build', () => {
  test('is installed in a modem that runs it', () => {
    expect(failure(run([{ targetBuild: '41065' }]), NEW_MODEM)).toBeUndefined();
    expect(failure(run([{ targetBuild: '41065' }], NEW_MODEM), NEW_MODEM)).toBeUndefined();
  });

  test.each([
    ['another build', OLD_MODEM, 'LR5.1.1.0-39529'],
    ['its updater', { ...UNREAD_MODEM, state: 4 }, 'updater state'],
    ['mTools, whatever build they say', { ...NEW_MODEM, state: 1, lr: null }, 'mTools state'],
  ] as const)('is not installed in a modem that runs %s', (_, reading, named) => {
    expect(failure(run([{ targetBuild: '41065' }]), reading)).toMatchObject({
      code: 'WRONG_VERSION_AFTER',
      message: `The modem reports ${named} instead of 41065.`,
    });
  });
});

test('a modem that does not answer afterwards is reported as silent, not as running something else', () => {
  expect(failure(run([{ targetBuild: '41065' }]), UNREAD_MODEM)).toMatchObject({
    code: 'MODEM_SILENT',
    message: 'The modem doesn’t answer after the upgrade. It should run 41065.',
  });
});

describe('an image without a known build', () => {
  const UNTOLD: Told = { targetBuild: null };

  test('is installed in a modem that runs another build than before, or ran none', () => {
    expect(failure(run([UNTOLD]), NEW_MODEM)).toBeUndefined();
    for (const state of [0, 4] as const)
      expect(failure(run([UNTOLD], { ...UNREAD_MODEM, state }), NEW_MODEM)).toBeUndefined();
  });

  test('can’t be verified in a modem that runs the same build as before, or whose build was unknown', () => {
    for (const found of [NEW_MODEM, { ...UNREAD_MODEM, state: 1 }, { ...UNREAD_MODEM, state: 2 }] as const)
      expect(failure(run([UNTOLD], found), NEW_MODEM)).toMatchObject({
        code: 'VERSION_UNPROVEN',
        category: 'failure',
        message:
          'The modem runs LR5.1.1.0-41065. image0.dup doesn’t say which build it installs, so nothing shows whether the modem has changed.',
      });
  });

  test('is not installed in a modem that does not run', () => {
    expect(failure(run([UNTOLD]), { ...UNREAD_MODEM, state: 2 })).toMatchObject({
      code: 'WRONG_VERSION_AFTER',
      message: 'The modem reports application state instead of a new version.',
    });
  });
});

describe('the first of two steps', () => {
  const [FIRST, SECOND]: [Told, Told] = [
    { targetBuild: null, stepOfPair: 1 },
    { targetBuild: '48829', stepOfPair: 2 },
  ];

  test.each([
    ['the documented build', '39529'],
    ['another one', '40000'],
    ['the previous build, because the tool reported success and the second must follow', '41065'],
  ])('may lead to %s', (_, build) => {
    const from = run([FIRST, SECOND], runs('41065'));
    expect(failure(from, runs(build))).toBeUndefined();
    expect(
      failure(run([{ ...FIRST, targetBuild: '48829' }, SECOND], runs('41065')), runs(build)),
    ).toBeUndefined();
  });

  test.each<[string, ModemReading, string]>([
    ['in its updater', { ...UNREAD_MODEM, state: 4 }, 'WRONG_VERSION_AFTER'],
    ['without a version', { ...UNREAD_MODEM, state: 2 }, 'WRONG_VERSION_AFTER'],
    ['silent', UNREAD_MODEM, 'MODEM_SILENT'],
  ])('has failed in a modem that is %s', (_, reading, code) => {
    expect(failure(run([FIRST, SECOND], runs('41065')), reading)).toMatchObject({ code });
  });

  test('does not affect the second, which must install its own build', () => {
    const from = run([FIRST, SECOND], runs('41065'));
    expect(failure(from, runs('48829'), 1)).toBeUndefined();
    expect(failure(from, runs('39529'), 1)).toMatchObject({ code: 'WRONG_VERSION_AFTER' });
  });
});

test('the found state can be translated completely', () => {
  const german = readBundle('de');
  const inGerman = (spoken: Phrase): string => render(spoken, (template) => german[template] ?? '?');
  const said = (reading: ModemReading): string => {
    const told = failure(run([{ targetBuild: null }]), reading);
    return told ? inGerman(told.sentence) : 'nothing';
  };
  expect(said({ ...UNREAD_MODEM, state: 4 })).toBe(
    'Das Modem meldet: der Updater. Erwartet war: eine neue Version.',
  );
  for (const state of [0, 1, 2, null] as const) expect(said({ ...UNREAD_MODEM, state })).not.toContain('?');
  expect(said(OLD_MODEM)).toMatch(/^Im Modem läuft LR5\.1\.1\.0-39529\. image0\.dup sagt nicht/);
});
