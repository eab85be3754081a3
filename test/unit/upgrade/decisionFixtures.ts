import { checkFirmware } from '../../../src/firmware/checkFirmware';
import type { FirmwareImage } from '../../../src/firmware/firmwareImage';
import { FIRST_HALF_BYTES } from '../../../src/firmware/catalogue';
import { bytesSource } from '../../../src/base/byteSource';
import { UNREAD_MODEM, type ModemReading } from '../../../src/modem/modemReading';
import type { BoardFinding, Finding, ModemFinding } from '../../../src/upgrade/inspect/finding';
import { planChosen } from '../../../src/upgrade/select/recommend';
import { block } from '../../fixtures/block';
import { differentialImage, fullImage, otherLayoutImage, updaterElf } from '../../fixtures/firmware';

export const SIZE = 30_000;

export async function made(name: string, bytes: Uint8Array, origin = '/files'): Promise<FirmwareImage> {
  return checkFirmware(bytesSource(name, bytes, origin));
}
const full = (build: string, family = 'CATM1', version = '5.1.1.0'): Promise<FirmwareImage> =>
  made(`${family}-${build}.dup`, fullImage({ build, version, size: SIZE }));
const nb = (build: string): Promise<FirmwareImage> => full(build, 'NB1', '6.0.0.0');
const diff = (base: string, target: string, version = '5.1.1.0'): Promise<FirmwareImage> =>
  made(`upgdiff_${base}-to-${target}.dup`, differentialImage({ base, target, version, size: SIZE }));
const half = (step: 1 | 2, called = (name: string): string => name): Promise<FirmwareImage> =>
  made(
    `${called(`CATM1-5.2-48829-${step}`)}.dup`,
    fullImage({ build: step === 1 ? '39529' : '48829', version: '5.2.1.0', size: SIZE, seed: step }),
  );
export const updater = (origin = '/files', seed = 41): Promise<FirmwareImage> =>
  made('updater.elf', updaterElf({ size: 4000, seed }), origin);

export const FILES = {
  C38638: await full('38638'),
  C39529: await full('39529'),
  C41065: await full('41065'),
  C43818: await full('43818'),
  C50523: await full('50523', 'CATM1', '5.4.1.0'),
  UNREACHABLE_BY_NAME: await made('CATM1-50523.dup', block('UPGR', 'fff', new Uint8Array(SIZE))),
  /** The number in this name is a date, not a build. */
  DATED: await made('CATM1-41065_20250523.dup', fullImage({ build: '41065', size: SIZE })),
  UNREACHABLE_BY_CONTENT: await made(
    'firmware.dup',
    fullImage({ build: '50523', version: '5.4.1.0', size: SIZE }),
  ),
  N41019: await nb('41019'),
  D33080to41065: await diff('33080', '41065'),
  D38638to39529: await diff('38638', '39529'),
  D39529to41065: await diff('39529', '41065'),
  D41065toN41019: await diff('41065', '41019', '6.0.0.0'),
  D39529toN41019: await diff('39529', '41019', '6.0.0.0'),
  // Name and content of these files are incomplete.
  NAMELESS_DIFF: await made('change.dup', differentialImage({ target: '41065', size: SIZE })),
  /** A differential by its name, a full image by its content. */
  MISCALLED: await made(
    'upgdiff_38638-to-41065.dup',
    block('UPGR', 'fff upgrade package', new Uint8Array(SIZE)),
  ),
  /** Only the name says what this file is. */
  STRANGE_DIFF: await made('upgdiff_39529-to-43818.dup', otherLayoutImage('DIFF', SIZE)),
  UNTOLD: await made('firmware.dup', block('UPGR', 'fff', new Uint8Array(SIZE))),
  LARGE_DIFF: await made(
    'upgdiff_38638-to-41065.dup',
    differentialImage({ base: '38638', target: '41065', size: 600_000 }),
  ),
  FIRST: await half(1),
  SECOND: await half(2),
  // Names that browsers and file managers give to copies.
  FIRST_COPY: await half(1, (name) => `${name} (1)`),
  SECOND_COPY: await half(2, (name) => `Kopie von ${name}`),
  DIFF_COPY: await made(
    'upgdiff_38638-to-39529 (1).dup',
    differentialImage({ base: '38638', target: '39529', size: SIZE }),
  ),
  /** The content says 5.2-48829, but nothing says which half it is. */
  NAMELESS_HALF: await made('firmware.dup', fullImage({ build: '48829', version: '5.2.1.0', size: SIZE })),
  /** This file is as long as the first half. */
  FIRST_BY_SIZE: await made('CATM1-39529.dup', fullImage({ build: '39529', size: FIRST_HALF_BYTES })),
  OTHER_CHIP: await made('CATM1-41065.dup', fullImage({ build: '59577', version: '8.0.5.13', size: SIZE })),
  OTHER_CHIP_BY_NAME: await made(
    'LR8.2.0.3-60186.dup',
    block('UPGR', 'fff upgrade package', new Uint8Array(SIZE)),
  ),
  BOOTROM_ALONE: await made(
    'CATM1-41065.dup',
    block('PACK', 'Packed dup files', block('UPGR', 'bootrom upgrade package', new Uint8Array(SIZE))),
  ),
  BOOTROM_AS_DIFF: await made(
    'upgdiff_39529-to-41065.dup',
    block('UPGR', 'bootrom upgrade package', new Uint8Array(SIZE)),
  ),
} as const;
export const ELF = await updater();
export const ELF_ELSEWHERE = await updater('/elsewhere', 42);
export const ELF_OF_ANOTHER_MACHINE = await made('updater.elf', updaterElf({ size: 4000 }).fill(3, 18, 20));
export type FileName = keyof typeof FILES;

export function modem(build: string | null, more: Partial<ModemReading> = {}): ModemReading {
  const family = build === null ? null : build === '41019' ? 'NB-IoT' : 'CAT-M1';
  return { ...UNREAD_MODEM, state: 2, build, family, bootrom: '38638', ...more };
}
export const mirror = (reading: ModemReading): ModemFinding => ({
  kind: 'modem',
  port: 'p',
  baudRate: 921_600,
  modem: reading,
});
export const board = (reading: ModemReading, more: Partial<BoardFinding['board']> = {}): BoardFinding => ({
  kind: 'board',
  port: 'p',
  board: {
    sysname: 'GPy',
    release: '1.20.2.r4',
    toolVersion: '1.2.6',
    mirrorMode: true,
    uniqueId: null,
    flashFreeBytes: 4_000_000,
    sdCard: { state: 'readable', path: '/sd', freeBytes: 1e9 },
    files: [],
    ...more,
  },
  modem: reading,
});
export function card(freeBytes: number): BoardFinding['board']['sdCard'] {
  return { state: 'readable', path: '/sd', freeBytes };
}
export const recovery = modem(null, { state: 0, bootrom: null });
export const inUpdater = modem(null, { state: 4, bootrom: null });
export const inTools = modem(null, { state: 1, bootrom: null });
export const unread = modem(null, { bootrom: null });
export const factory = modem('33080', { bootrom: '33080' });

export function plan(
  finding: Finding,
  names: readonly FileName[],
  options: { method?: 'auto' | 'flash' | 'sd' | 'uart' | 'wireless'; elf?: FirmwareImage } = {},
): string {
  const { method = 'auto', elf } = options;
  const chosen = { images: names.map((name) => FILES[name]), updater: elf ?? null };
  const { answer } = planChosen(finding, chosen, { images: [], updaters: [] }, { method });
  if (answer.kind === 'nothingToDo') return answer.kind;
  return answer.kind === 'refusal'
    ? answer.rule
    : ['plan', ...answer.warnings.map(({ rule }) => rule)].join(' ');
}

export const DOC = 'Pycom documentation';
export const README = 'sqnsupgrade README';
export const TOOL = 'sqnsupgrade output';
export const USERS = 'users’ issues';
