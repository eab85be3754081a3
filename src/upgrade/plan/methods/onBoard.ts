import { type BoardFolder, pathIn } from '../../../board/transfer/boardFiles';
import { runsFirmware } from '../../../firmware/rules/rule';
import type { PlanStep } from '../plan';
import type { Surroundings } from '../../steps/step';
import { STEPS } from '../../steps/steps';
import { type Journey, type Leg, needsUpdater } from './method';

/** The steps of every method that copies the files to the board and lets its own tool do the rest. */
export function onBoardSteps(
  { legs, updater, cleanUp }: Journey,
  folder: BoardFolder,
  overFtp: boolean,
): PlanStep[] {
  const pathOf = (name: string): string => pathIn(folder, name);
  const steps = [STEPS.openBoard.describe()];
  const copied: string[] = [];
  const updaterUsed = updater !== null && legs.some(needsUpdater);
  if (updaterUsed) {
    copied.push(pathOf(updater.source.name));
    steps.push(STEPS.upload.describe(updater, 'updater', pathOf(updater.source.name), { overFtp }));
  }
  // All files are at hand before the modem is touched at all.
  for (const { image, number } of legs) {
    copied.push(pathOf(image.source.name));
    steps.push(STEPS.upload.describe(image, number, pathOf(image.source.name), { overFtp }));
  }
  for (const leg of legs) {
    const around = surroundings(leg);
    const updaterPath = updaterUsed && needsUpdater(leg) ? pathOf(updater.source.name) : null;
    // `load_fff=False` for the first of a pair: Pycom documentation.
    const loadFff = leg.image.description.stepOfPair !== 1;
    const path = pathOf(leg.image.source.name);
    steps.push(
      STEPS.runOnBoard.describe(leg.image, { path, updaterPath, loadFff }, around),
      STEPS.verifyOnBoard.describe(around),
    );
  }
  if (cleanUp) steps.push(STEPS.removeFiles.describe(copied));
  if (legs.some(({ image }) => image.description.stepOfPair !== null))
    steps.push(STEPS.resetBoard.describe());
  return steps;
}

function surroundings({ number, committed, modem }: Leg): Surroundings {
  return { bitsPerSecond: 0, image: number, committed, broken: !runsFirmware({ modem }) };
}
