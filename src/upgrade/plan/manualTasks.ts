import { phrase } from '../../base/phrase';
import { POWER_OFF } from '../../base/powerOff';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import type { BoardFinding, ModemFinding } from '../inspect/finding';
import type { ManualTask, MethodName } from './plan';
import { MIRROR_ENDS } from '../recovery/advice';

/** What only a person can do, in the order in which it is due. */
export function manualTasks(
  finding: ModemFinding | BoardFinding,
  method: MethodName,
  images: readonly FirmwareImage[],
): ManualTask[] {
  const before = (sentence: ManualTask['sentence']): ManualTask => ({ when: 'before', sentence });
  const after = (sentence: ManualTask['sentence']): ManualTask => ({ when: 'after', sentence });
  const tasks = [
    before(phrase('Give the board stable power: use a short USB cable, plugged straight into the computer.')),
    // Asleep, most computers switch their USB ports off: a modem that installs would lose its power.
    before(phrase('Keep the computer awake until the end: plug it in, and leave the lid of a laptop open.')),
  ];
  if (finding.kind === 'modem' || finding.board.sysname === 'FiPy')
    tasks.push(before(phrase('If a FiPy sits on an expansion board, remove the CTS and RTS jumpers.')));
  if (images.some(({ description }) => description.stepOfPair === 1))
    tasks.push(
      before(
        phrase('Don’t move either file until the upgrade is finished: the second step follows immediately.'),
      ),
    );
  if (method === 'sd')
    tasks.push(before(phrase('Leave the SD card in the board, and don’t format it between the steps.')));
  if (method === 'uart' && finding.kind === 'board')
    tasks.push({
      when: 'during',
      sentence: phrase('Unplug the board and plug it back in when you’re asked to.'),
    });
  if (method === 'uart' && finding.kind === 'modem') tasks.push(after(MIRROR_ENDS));
  const family = images.at(-1)?.description.family;
  if (family && finding.modem.family && family !== finding.modem.family)
    tasks.push(
      after(
        phrase('If the modem can’t connect to the network: {powerOff}, then run lte.factory_reset() on it.', {
          powerOff: POWER_OFF,
        }),
      ),
    );
  return tasks;
}
