import { expect, test } from 'vitest';
import { render } from '../../../../src/base/phrase';
import type { FirmwareImage } from '../../../../src/firmware/firmwareImage';
import type { BoardFinding, ModemFinding } from '../../../../src/upgrade/inspect/finding';
import { manualTasks } from '../../../../src/upgrade/plan/manualTasks';
import type { MethodName } from '../../../../src/upgrade/plan/plan';
import { board, FILES, mirror, modem } from '../decisionFixtures';

function tasks(
  finding: ModemFinding | BoardFinding,
  method: MethodName,
  images: readonly FirmwareImage[] = [FILES.C41065],
): string {
  return manualTasks(finding, method, images)
    .map(({ when, sentence }) => `${when}: ${render(sentence)}`)
    .join('\n');
}
const POWER = /^before: Give the board stable power/;
const AWAKE =
  /^before: Keep the computer awake until the end: plug it in, and leave the lid of a laptop open\.$/m;
const JUMPERS = /^before: If a FiPy sits on an expansion board/m;
const CYCLE = /^during: Unplug the board and plug it back in when you’re asked to\.$/m;
const MIRROR_ENDS = /^after: .*MIRROR mode/m;
const CARD = /^before: Leave the SD card in the board/m;
const BOTH_FILES = /^before: Don’t move either file/m;
const FACTORY_RESET =
  /^after: If the modem can’t connect to the network: [^{}]*then run lte\.factory_reset\(\)/m;

test.each<[string, () => string, RegExp[]]>([
  ['a GPy that upgrades on its own', () => tasks(board(modem('39529')), 'flash'), [POWER, AWAKE]],
  [
    'a FiPy',
    () => tasks(board(modem('39529'), { sysname: 'FiPy' }), 'wireless', [FILES.D39529to41065]),
    [POWER, AWAKE, JUMPERS],
  ],
  ['a card', () => tasks(board(modem('39529')), 'sd'), [POWER, AWAKE, CARD]],
  [
    'a board that is switched to MIRROR mode',
    () => tasks(board(modem('39529')), 'uart'),
    [POWER, AWAKE, CYCLE],
  ],
  [
    'an unknown board that is already in MIRROR mode',
    () => tasks(mirror(modem('39529')), 'uart'),
    [POWER, AWAKE, JUMPERS, MIRROR_ENDS],
  ],
  [
    'two steps',
    () => tasks(board(modem('41065')), 'sd', [FILES.FIRST, FILES.SECOND]),
    [POWER, AWAKE, BOTH_FILES, CARD],
  ],
  ['a single second step', () => tasks(board(modem('39529')), 'sd', [FILES.SECOND]), [POWER, AWAKE, CARD]],
  [
    'another family',
    () => tasks(board(modem('39529')), 'sd', [FILES.N41019]),
    [POWER, AWAKE, CARD, FACTORY_RESET],
  ],
  [
    'an unknown family of the modem',
    () => tasks(board(modem('39529', { family: null })), 'sd', [FILES.N41019]),
    [POWER, AWAKE, CARD],
  ],
  [
    'an unknown family of the image',
    () => tasks(board(modem('41019')), 'sd', [FILES.UNTOLD]),
    [POWER, AWAKE, CARD],
  ],
])('%s needs these manual tasks', (_, ask, expected) => {
  const told = ask();
  for (const task of expected) expect(told).toMatch(task);
  expect(told.split('\n')).toHaveLength(expected.length);
});
