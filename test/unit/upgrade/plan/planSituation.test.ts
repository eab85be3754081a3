import { describe, expect, test } from 'vitest';
import type { FirmwareImage } from '../../../../src/firmware/firmwareImage';
import { bytesSource } from '../../../../src/base/byteSource';
import { UNREAD_MODEM } from '../../../../src/modem/modemReading';
import { predictModem, situationOf, type Stage } from '../../../../src/upgrade/plan/planSituation';
import { block } from '../../../fixtures/block';
import {
  board,
  card,
  ELF,
  ELF_ELSEWHERE,
  ELF_OF_ANOTHER_MACHINE,
  factory,
  FILES,
  made,
  mirror,
  modem,
  recovery,
  SIZE,
} from '../decisionFixtures';

const NOW = modem('39529');
const UNPLACED: FirmwareImage = {
  ...FILES.C41065,
  source: bytesSource(FILES.C41065.source.name, new Uint8Array()),
};

/** One image over UART to a modem in MIRROR mode, unless the test changes it. */
function stage(more: Partial<Stage> = {}): Stage {
  const images = more.images ?? [FILES.C41065];
  return {
    method: 'uart',
    finding: mirror(NOW),
    images,
    firmware: { images, updater: null },
    number: 0,
    secondHalfDue: false,
    modem: more.finding?.kind === undefined ? NOW : more.finding.modem,
    ...more,
  };
}
const PAIR = [FILES.FIRST, FILES.SECOND];

describe('the rules see', () => {
  test('the family of the modem from its build', () => {
    const seen = (build: string | null): unknown =>
      situationOf(stage({ modem: { ...UNREAD_MODEM, state: 2, build } })).modem.family;
    expect(seen('41065')).toBe('CAT-M1');
    expect(seen('12345')).toBeNull();
    expect(seen(null)).toBeNull();
  });

  test('the tool of the board, and whether everything goes through it', () => {
    expect(situationOf(stage())).toMatchObject({ throughBoard: false, toolVersion: null, room: null });
    expect(situationOf(stage({ finding: board(NOW) }))).toMatchObject({
      throughBoard: true,
      toolVersion: '1.2.6',
      room: null,
    });
  });

  test('the target of all images, and the images before this one', () => {
    const images = [FILES.C41065, FILES.C43818, FILES.N41019];
    const goal = { build: '41019', family: 'NB-IoT' };
    expect(situationOf(stage({ images }))).toMatchObject({
      imageName: 'CATM1-41065.dup',
      image: FILES.C41065.description,
      followsAnother: false,
      goal,
    });
    expect(situationOf(stage({ images, number: 1 }))).toMatchObject({
      imageName: 'CATM1-43818.dup',
      image: FILES.C43818.description,
      followsAnother: true,
      goal,
    });
  });

  test.each<[string, Stage, boolean]>([
    ['the first of both', stage({ images: PAIR }), true],
    ['the second of both', stage({ images: PAIR, number: 1 }), true],
    ['the first alone', stage({ images: [FILES.FIRST] }), false],
    ['the second alone', stage({ images: [FILES.SECOND] }), false],
    ['the second after another image', stage({ images: [FILES.C41065, FILES.SECOND], number: 1 }), false],
    ['an image without a pair', stage({ images: [FILES.C41065, FILES.FIRST] }), false],
  ])('if the other half goes with it: %s', (_, given, otherHalf) => {
    expect(situationOf(given).otherHalf).toBe(otherHalf);
  });

  test.each<[string, Partial<Stage>['firmware'], object]>([
    ['none', { images: [], updater: null }, { updater: 'none', updaterOrigin: 'unknown', otherUpdaters: 0 }],
    ['is beside the image', { images: [], updater: ELF }, { updater: 'given', updaterOrigin: 'same' }],
    ['is from elsewhere', { images: [], updater: ELF_ELSEWHERE }, { updaterOrigin: 'another' }],
    ['is for another machine', { images: [], updater: ELF_OF_ANOTHER_MACHINE }, { updater: 'doubtful' }],
    ['is one of three', { images: [], updater: ELF, otherUpdaters: 2 }, { otherUpdaters: 2 }],
  ])('the updater: %s', (_, firmware, seen) => {
    expect(situationOf(stage(firmware && { firmware }))).toMatchObject(seen);
  });

  test('an updater from an unknown place, or for an image from an unknown place', () => {
    const images = [UNPLACED];
    expect(situationOf(stage({ images, firmware: { images, updater: ELF } })).updaterOrigin).toBe('unknown');
    const updater = { ...ELF, source: bytesSource('updater.elf', new Uint8Array()) };
    expect(situationOf(stage({ firmware: { images: [], updater } })).updaterOrigin).toBe('unknown');
  });

  test('the image that may need the updater, if there is one', () => {
    const images = [FILES.D33080to41065, FILES.C43818];
    const firmware = { images, updater: ELF };
    expect(situationOf(stage({ images, firmware })).updater).toBe('none');
    expect(situationOf(stage({ images, firmware, number: 1 })).updater).toBe('given');
    const alone = [FILES.D33080to41065];
    expect(situationOf(stage({ images: alone, firmware: { images: alone, updater: ELF } })).updater).toBe(
      'given',
    );
  });
});

describe('the space for copied files', () => {
  const roomOn = (more: Partial<Stage>): unknown => situationOf(stage(more)).room;
  const { size } = FILES.C41065.source;

  test('is that of /flash or of the card, for all images together', () => {
    const finding = board(NOW, { sdCard: card(7_000_000), flashFreeBytes: 3_000_000 });
    expect(roomOn({ method: 'sd', finding })).toMatchObject({ freeBytes: 7_000_000 });
    expect(roomOn({ method: 'flash', finding })).toMatchObject({ freeBytes: 3_000_000 });
    expect(roomOn({ method: 'wireless', finding })).toMatchObject({ freeBytes: 3_000_000 });
    const { neededBytes: one } = roomOn({ method: 'sd', finding }) as { neededBytes: number };
    const { neededBytes: both } = roomOn({ method: 'sd', finding, images: PAIR, number: 1 }) as {
      neededBytes: number;
    };
    expect(one).toBeGreaterThanOrEqual(size);
    expect(both).toBeGreaterThanOrEqual(one + size);
  });

  test('includes the updater if the modem needs one', () => {
    const needed = (reading = NOW, updater: Stage['firmware']['updater'] = ELF): number => {
      const images = [FILES.C41065];
      const room = roomOn({ method: 'sd', finding: board(reading), images, firmware: { images, updater } });
      return (room as { neededBytes: number }).neededBytes;
    };
    expect(needed(factory)).toBeGreaterThanOrEqual(needed(NOW) + ELF.source.size);
    expect(needed(recovery)).toBe(needed(factory));
    expect(needed(factory, null)).toBe(needed(NOW));
    const images = [FILES.D33080to41065, FILES.C43818];
    const chain = (updater: Stage['firmware']['updater']): unknown =>
      roomOn({ method: 'sd', finding: board(factory), images, firmware: { images, updater } });
    expect(chain(ELF)).not.toEqual(chain(null));
  });

  test('does not matter when nothing is copied', () => {
    expect(roomOn({ method: 'uart', finding: board(NOW) })).toBeNull();
    expect(roomOn({ method: 'sd', finding: mirror(NOW) })).toBeNull();
  });

  test('is unknown if the board does not report it', () => {
    expect(roomOn({ method: 'flash', finding: board(NOW, { flashFreeBytes: null }) })).toMatchObject({
      freeBytes: null,
    });
    expect(roomOn({ method: 'sd', finding: board(NOW, { sdCard: { state: 'absent' } }) })).toMatchObject({
      freeBytes: null,
    });
  });

  test('includes files that are already there', () => {
    const files = [{ path: '/sd/CATM1-41065.dup', size }];
    const before = roomOn({ method: 'sd', finding: board(NOW, { sdCard: card(100_000) }) });
    const after = roomOn({ method: 'sd', finding: board(NOW, { sdCard: card(100_000), files }) });
    expect(after).not.toEqual(before);
  });
});

describe('the bootrom after an image', () => {
  const after = (more: Partial<Stage>): string | null => predictModem(stage(more)).bootrom;
  const images = [FILES.C41065];
  const withElf = { images, updater: ELF };

  test('is unchanged in MIRROR mode', () => {
    expect(after({ finding: mirror(factory) })).toBe('33080');
    expect(after({})).toBe('38638');
  });

  test('of the factory is replaced by the board’s tool, for a UART upgrade only if the image needs the updater', () => {
    expect(after({ finding: board(factory), method: 'sd' })).toBe('41065');
    expect(after({ finding: board(modem('39529', { bootrom: '33080' })), method: 'sd' })).toBe('41065');
    expect(after({ finding: board(factory), method: 'uart', firmware: withElf })).toBe('41065');
    const difference = [FILES.D33080to41065];
    expect(after({ finding: board(factory), method: 'uart', images: difference })).toBe('33080');
    expect(after({ finding: board(factory), method: 'flash', images: difference })).toBe('41065');
  });

  test('of another build stays, and an unknown one stays unknown', () => {
    expect(after({ finding: board(NOW), method: 'sd' })).toBe('38638');
    expect(after({ finding: board(modem('39529', { bootrom: null })), method: 'sd' })).toBeNull();
  });

  test('that is not reported is the factory’s if the modem runs the factory build', () => {
    const reading = modem('33080', { bootrom: null });
    expect(after({ finding: mirror(reading) })).toBe('33080');
    expect(after({ finding: board(reading), method: 'sd' })).toBe('41065');
  });
});

test('after an image the modem runs its application, with unknown versions and the family of the image', () => {
  const before = { ...recovery, applying: true, lr: 'LR5.1.1.0-39529', ue: 'UE5.0.0.0d' };
  expect(predictModem(stage({ images: [FILES.N41019], modem: before }))).toMatchObject({
    state: 2,
    build: '41019',
    family: 'NB-IoT',
    lr: null,
    ue: null,
    applying: false,
  });
});

test('the first half of a pair without a build in it leads to the build between the steps', async () => {
  const first = await made('LR7.2.1.0-48829-1.dup', block('UPGR', 'fff', new Uint8Array(SIZE)));
  expect(predictModem(stage({ images: [first] }))).toMatchObject({ state: 2, build: '39529' });
});

test('an image without build and family keeps the family, and makes the build unknown', () => {
  const before = modem('41019');
  expect(predictModem(stage({ images: [FILES.UNTOLD], modem: before }))).toMatchObject({
    state: 2,
    build: null,
    family: 'NB-IoT',
  });
});
