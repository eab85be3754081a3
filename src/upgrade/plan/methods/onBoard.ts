import { type BoardFolder, pathIn } from '../../../board/transfer/boardFiles';
import { runsFirmware } from '../../../firmware/rules/rule';
import type { PlanStep } from '../plan';
import { planSteps } from '../planSteps';
import { type Journey, type Leg, needsUpdater } from './method';

/** The steps of every method that copies the files to the board and lets its own tool do the rest. */
export function onBoardSteps(
  { legs, updater, cleanUp }: Journey,
  folder: BoardFolder,
  overFtp: boolean,
): PlanStep[] {
  const pathOf = (name: string): string => pathIn(folder, name);
  const steps = [planSteps.openBoard()];
  const copied: string[] = [];
  const updaterUsed = updater !== null && legs.some(needsUpdater);
  if (updaterUsed) {
    copied.push(pathOf(updater.source.name));
    steps.push(planSteps.upload(updater, 'updater', pathOf(updater.source.name), overFtp));
  }
  // All files are at hand before the modem is touched at all.
  for (const { image, number } of legs) {
    copied.push(pathOf(image.source.name));
    steps.push(planSteps.upload(image, number, pathOf(image.source.name), overFtp));
  }
  for (const leg of legs) {
    const around = surroundings(leg);
    const updaterPath = updaterUsed && needsUpdater(leg) ? pathOf(updater.source.name) : null;
    // `load_fff=False` for the first of a pair: Pycom documentation.
    const loadFff = leg.image.description.stepOfPair !== 1;
    const path = pathOf(leg.image.source.name);
    steps.push(
      planSteps.runOnBoard(leg.image, { path, updaterPath, loadFff }, around),
      planSteps.verifyOnBoard(around),
    );
  }
  if (cleanUp) steps.push(planSteps.removeFiles(copied));
  if (legs.some(({ image }) => image.description.stepOfPair !== null)) steps.push(planSteps.resetBoard());
  return steps;
}

function surroundings({ number, committed, modem }: Leg): Parameters<typeof planSteps.verifyOnBoard>[0] {
  return { bitsPerSecond: 0, image: number, committed, broken: !runsFirmware({ modem }) };
}
