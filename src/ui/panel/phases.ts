import type { PlanStep, StepAction } from '../../upgrade';
import { aboutText } from '../quantities';
import type { Speech } from '../speech';
import { stepView } from '../texts/planTexts';
import type { PhaseName, PhaseView, StepView } from './messages';

export interface Phase {
  readonly name: PhaseName;
  readonly steps: readonly PlanStep[];
}

const PHASE_OF: Readonly<Record<StepAction['kind'], PhaseName>> = {
  wake: 'prepare',
  prepare: 'prepare',
  loadUpdater: 'prepare',
  bootUpdater: 'prepare',
  openBoard: 'prepare',
  upload: 'prepare',
  enterMirror: 'prepare',
  transfer: 'send',
  apply: 'install',
  leaveUpdater: 'install',
  runOnBoard: 'install',
  verify: 'verify',
  verifyOnBoard: 'verify',
  removeFiles: 'verify',
  resetBoard: 'verify',
  powerCycle: 'verify',
};

/** The steps as a person sees them: what is done before, while and after the modem gets its firmware. */
export function phasesOf(steps: readonly PlanStep[]): readonly Phase[] {
  const phases: { name: PhaseName; steps: PlanStep[] }[] = [];
  for (const step of steps) {
    const name = PHASE_OF[step.action.kind];
    const last = phases.at(-1);
    if (last?.name === name) last.steps.push(step);
    else phases.push({ name, steps: [step] });
  }
  return phases;
}

export function phaseTitle(speech: Speech, name: PhaseName): string {
  switch (name) {
    case 'prepare':
      return speech.translate('Prepare');
    case 'send':
      return speech.translate('Send');
    case 'install':
      return speech.translate('Install');
    case 'verify':
      return speech.translate('Verify');
  }
}

export function phaseViews(
  speech: Speech,
  steps: readonly PlanStep[],
  stateOf: (id: string) => StepView['state'],
): PhaseView[] {
  return phasesOf(steps).map(({ name, steps: own }) => ({
    name,
    title: phaseTitle(speech, name),
    duration: aboutText(
      speech,
      own.reduce((sum, { expectedSeconds }) => sum + expectedSeconds, 0),
    ),
    care: needsPower(name, own) ? speech.translate('Do not unplug') : null,
    steps: own.map((step) => stepView(speech, step, stateOf(step.id))),
  }));
}

/** While the modem is written to. Afterwards a person may be asked to disconnect the power. */
function needsPower(name: PhaseName, steps: readonly PlanStep[]): boolean {
  return name !== 'prepare' && name !== 'verify' && steps.some(({ safety }) => safety === 'doNotInterrupt');
}
