import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { differentialImage } from '../../fixtures/firmware';
import { openWorkbenchSession, type WorkbenchSession } from './session';

/** Small enough for a board's flash memory. */
export const DIFFERENCE = 'upgdiff_39529-to-41065.dup';

/** A window on a folder with `DIFFERENCE`, next to a cold board whose modem runs 39529. */
export function openBoardWindow(method: 'flash' | 'uart'): Promise<WorkbenchSession> {
  return openWorkbenchSession({
    modem: ['--state', '2', '--build', '39529', '--time-scale', '30'],
    simulated: 'board',
    settings: { 'lteUpgrade.method': method },
    prepare: (folder) =>
      writeFileSync(
        join(folder, DIFFERENCE),
        differentialImage({ base: '39529', target: '41065', size: 60_000 }),
      ),
  });
}
