import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files of half a minute and more, the longest first: begun last, one of them would go on alone on a computer that has nothing else
 * to do. Whatever isn't named comes behind, in Vitest's own order.
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
