import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errors } from '../../../../src/base/errors';
import { contains, type Phrase, render } from '../../../../src/base/phrase';
import { POWER_OFF, POWER_OFF_AND_REPEAT } from '../../../../src/base/powerOff';
import { UpgradeError } from '../../../../src/base/upgradeError';
import { boardErrors } from '../../../../src/board/errors';
import { unfinishedText } from '../../../../src/cli/recoveryText';
import { type ModemReading, UNREAD_MODEM } from '../../../../src/modem/modemReading';
import type { Finding } from '../../../../src/upgrade/inspect/finding';
import type { JournalEntry, JournalStep } from '../../../../src/upgrade/journal/journalEntry';
import { advised } from '../../../../src/upgrade/recovery/advice';
import { continuationOf } from '../../../../src/upgrade/recovery/continuation';
import { diagnose } from '../../../../src/upgrade/recovery/diagnose';
import { inLightOf, mayInstall } from '../../../../src/upgrade/recovery/mayInstall';
import { BOARD_FINDING } from '../../ui/samples';
import { sampleEntry } from '../journal/sampleEntry';
import { mirrored } from './mirroredModem';
import { BY_CARD, BY_UART, PAIR, SECOND_ALONE, SECOND_ALONE_BY_CARD } from './pairEntries';

/** Every kind of step. The compiler reports a missing one. */
const KINDS = Object.keys({
  wake: 0,
  prepare: 0,
  loadUpdater: 0,
  bootUpdater: 0,
  transfer: 0,
  apply: 0,
  leaveUpdater: 0,
  verify: 0,
  openBoard: 0,
  upload: 0,
  enterMirror: 0,
  runOnBoard: 0,
  verifyOnBoard: 0,
  removeFiles: 0,
  resetBoard: 0,
  powerCycle: 0,
} satisfies Record<JournalStep['kind'], 0>) as JournalStep['kind'][];

const UPDATER = { name: 'updater.elf', size: 1, sha256: '' };
const single = fc
  .constantFrom(...KINDS)
  .map((kind) => ({ steps: [{ id: kind, kind, image: 0 }], current: 0 }));
const pair = fc
  .constantFrom(BY_CARD, BY_UART)
  .chain((steps) => fc.nat({ max: steps.length - 1 }).map((current) => ({ steps, current, images: PAIR })));
const secondHalf = fc
  .constantFrom(SECOND_ALONE, SECOND_ALONE_BY_CARD)
  .chain((steps) =>
    fc.nat({ max: steps.length - 1 }).map((current) => ({ steps, current, images: PAIR.slice(1) })),
  );
const end = fc.option(
  fc.record({
    at: fc.constant(1),
    outcome: fc.constantFrom('failed' as const, 'cancelled' as const, 'refused' as const),
    modemState: fc.constantFrom('recoverable' as const, 'unknown' as const),
  }),
);
/** Every record that a journal can hold. */
const entries: fc.Arbitrary<JournalEntry> = fc
  .record({
    where: fc.oneof(single, pair, secondHalf),
    mayHaveChanged: fc.boolean(),
    toolAtWork: fc.boolean(),
    installing: fc.boolean(),
    updater: fc.constantFrom(null, UPDATER),
    end,
  })
  .map(({ where, ...rest }) => sampleEntry({ ...where, ...rest }));
const installing = entries.filter(mayInstall);
const MIRRORING = { kind: 'mirrorEntered' } as const;

/** Advice to cut the power comes only after a wait that did not help. */
function waitsFirst(text: string): boolean {
  const at = text.indexOf(render(POWER_OFF));
  const before = text.slice(0, at);
  return at < 0 || (/leave (the|its) power on/i.test(before) && /Only if [^.]*: $/.test(before));
}

const SILENT: Finding = {
  kind: 'silent',
  port: '/dev/ttyACM0',
  sentence: { template: 'Nothing answers.', args: {} },
  remedy: POWER_OFF_AND_REPEAT,
};
/** A minute after the sample's last step began. */
const NOW = 1_700_000_160_000;
const HOURS_LATER = NOW + 7_200_000;
const MUTE: Finding = { ...BOARD_FINDING, port: '/dev/ttyACM0', modem: UNREAD_MODEM };

describe('while the modem was last known to be installing', () => {
  test('no record of the journal leads to advice that cuts its power before waiting', () => {
    fc.assert(
      fc.property(installing, (entry) => {
        const text = continuationOf(entry)
          .map((each) => render(each))
          .join(' ');
        expect(text).toMatch(/leave (the|its) power on/i);
        expect(waitsFirst(text), text).toBe(true);
        expect(waitsFirst(unfinishedText(entry).text)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('no repair of a silent modem restarts it or cuts its power, except the last resort', () => {
    fc.assert(
      fc.property(installing, fc.constantFrom(SILENT, MUTE), (entry, finding) => {
        const { repairs } = diagnose(finding, [entry]);
        expect(repairs.map(({ id }) => id)).toEqual(['wait', 'power-off-all-the-same']);
        expect(repairs.at(-1)?.risk).toBe('drastic');
      }),
    );
  });

  test('a silent port is reported with that possibility', () => {
    fc.assert(
      fc.property(installing, (entry) => {
        const silent = inLightOf([entry], SILENT, NOW);
        if (silent.kind !== 'silent') throw new Error(silent.kind);
        expect(waitsFirst(render(silent.remedy))).toBe(true);
        expect(inLightOf([entry], MUTE, NOW)).toMatchObject({ mayInstall: true });
      }),
    );
  });

  const remedies: fc.Arbitrary<Phrase> = fc.constantFrom(
    POWER_OFF_AND_REPEAT,
    errors.cancelled().remedy,
    boardErrors.restarted('brownOut').remedy,
    boardErrors.restarted('watchdog').remedy,
  );
  test.each(['AT_TIMEOUT', 'CANCELLED', 'PORT_UNPLUGGED', 'BOARD_RESTARTED', 'WRONG_VERSION_AFTER'] as const)(
    'no report of %s advises to cut its power before waiting',
    (code) => {
      fc.assert(
        fc.property(installing, remedies, fc.boolean(), (entry, remedy, mirroring) => {
          const failure = new UpgradeError({ code, sentence: remedy, remedy });
          // A record has this only at its end; a run knows it earlier.
          const facts = [
            ...entry.facts,
            ...(mirroring ? [MIRRORING] : []),
            { kind: 'installBegan' } as const,
          ];
          const told = advised(failure, { ...entry, facts });
          const text = render(told.remedy);
          expect(waitsFirst(text), text).toBe(true);
        }),
        { numRuns: 1000 },
      );
    },
  );
});

test('a modem that answers hours later, or another board, is reported as found', () => {
  const begun = sampleEntry({ steps: [{ id: 'apply-1', kind: 'apply', image: 0 }], current: 0 });
  expect(inLightOf([begun], { ...SILENT, refusesCommands: true }, NOW)).toMatchObject({
    remedy: POWER_OFF_AND_REPEAT,
  });
  expect(inLightOf([begun], BOARD_FINDING, HOURS_LATER)).toBe(BOARD_FINDING);
  expect(inLightOf([begun], { ...SILENT, port: '/dev/ttyACM9' }, NOW)).toMatchObject({
    remedy: POWER_OFF_AND_REPEAT,
  });
  const harmless = sampleEntry({ steps: [{ id: 'wake', kind: 'wake', image: null }], current: 0 });
  const found = inLightOf([harmless], SILENT, NOW);
  expect(found.kind === 'silent' && contains(found.remedy, POWER_OFF)).toBe(true);
});

describe('a modem that answers within an hour of an upgrade that stopped while it may have been installing', () => {
  const APPLYING = sampleEntry({ steps: [{ id: 'apply-1', kind: 'apply', image: 0 }], current: 0 });
  const found = (modem: Partial<ModemReading>, now = NOW, entry = APPLYING): Finding =>
    inLightOf([entry], mirrored({ imei: '354346099225475', ...modem }), now);
  const OLD = { state: 2, build: '39529' } as const;

  test.each([
    ['with its old firmware', OLD],
    ['in its updater', { state: 4 }],
  ] as const)('%s may still be installing', (_, modem) => {
    const finding = found(modem);
    expect(finding).toMatchObject({ mayInstall: true });
    const { over, unfinished, repairs } = diagnose(finding, [APPLYING]);
    expect(over).toEqual([]);
    expect(unfinished).toEqual([APPLYING]);
    expect(repairs[0]?.id).toBe('wait');
    const cuts = repairs.filter(
      ({ id }) => id === 'power-off' || id === 'at-reset' || id === 'start-firmware',
    );
    expect(cuts.length).toBeGreaterThan(0);
    for (const { risk } of cuts) expect(risk).toBe('drastic');
  });

  test('is not said to need no recovery', () => {
    expect(render(diagnose(found(OLD), [APPLYING]).sentence)).toMatch(
      /^The modem runs its firmware: .*39529, but may still be installing an image\. Leave the power on/,
    );
  });

  test.each<readonly [string, Finding]>([
    ['runs what it was given', found({ state: 2, build: '41065' })],
    ['is in recovery', found({ state: 0 })],
    ['says that it is done, or failed', found({ state: 4, finished: true })],
    ['is looked at an hour later', found(OLD, HOURS_LATER)],
    ['is another', found({ ...OLD, imei: '354346099999999' })],
    [
      'reported a failure itself',
      found(OLD, NOW, {
        ...APPLYING,
        facts: [
          ...APPLYING.facts,
          { kind: 'installBegan' },
          { kind: 'installOver' },
          { kind: 'ended', at: NOW, outcome: 'failed', modemState: 'recoverable' },
        ],
      }),
    ],
  ])('and %s is not', (_, finding) => {
    expect(finding).not.toHaveProperty('mayInstall');
  });
});
