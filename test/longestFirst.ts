import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take half a minute or more, the longest first. If one of them started last, it would run alone while the computer has nothing
 * else to do. Files that aren’t named follow in Vitest’s own order.
 */
export const LONGEST: readonly string[] = [
  'scenario/board/upload',
  'scenario/wireless',
  'scenario/chain',
  'scenario/board/otherRate',
  'cli/rehearse',
  'scenario/toolReleases',
  'scenario/rehearsal',
  'scenario/board/repl',
  'cli/secrets',
  'scenario/boardRestartsInMirror',
  'cli/guardedBoard',
  'cli/recover',
  'scenario/chainOnBoard',
  'scenario/toolEnd',
  'scenario/toolWords',
  'simulator/board/sqnsupgrade',
  'faults/matrix',
  'faults/rehearsal',
  'scenario/board/inspect',
  'packaging/install',
  'cli/batch',
  'scenario/modemBeliefs',
  'scenario/repairs',
  'scenario/sdCard',
  'assumptions/assumptions',
  'vscode/workbench/ports',
  'vscode/workbench/rehearsal',
  'vscode/workbench/upgrade',
  'vscode/workbench/firstSteps',
  'vscode/workbench/midway',
  'vscode/workbench/otherWays',
  'vscode/workbench/board',
  'vscode/workbench/firmwareEditor',
  'vscode/workbench/byHand',
  'vscode/workbench/severalBoards',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = LONGEST.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return place === -1 ? LONGEST.length : place;
    };
    return (await super.sort(files)).sort((one, other) => placeOf(one) - placeOf(other));
  }
}
