import { type PlanStep, STEPS } from '../../upgrade';
import { aboutText } from '../quantities';
import type { Speech } from '../speech';
import { stepView } from '../texts/planTexts';
import type { PhaseName, PhaseView, StepView } from './messages';

export interface Phase {
  readonly name: PhaseName;
  readonly steps: readonly PlanStep[];
}

/** The steps as a person sees them: what is done before, while and after the modem gets its firmware. */
export function phasesOf(steps: readonly PlanStep[]): readonly Phase[] {
  const phases: { name: PhaseName; steps: PlanStep[] }[] = [];
  for (const step of steps) {
    const name = STEPS[step.action.kind].phase;
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
  return phasesOf(steps).map((phase) => ({
    name: phase.name,
    title: phaseTitle(speech, phase.name),
    duration: aboutText(
      speech,
      phase.steps.reduce((sum, { expectedSeconds }) => sum + expectedSeconds, 0),
    ),
    care: needsPower(phase, stateOf) ? speech.translate('Do not unplug') : null,
    steps: phase.steps.map((step) => stepView(speech, step, stateOf(step.id))),
  }));
}

/** Until the modem has its firmware. Afterwards a person may be asked to disconnect the power. */
function needsPower({ name, steps }: Phase, stateOf: (id: string) => StepView['state']): boolean {
  if (name === 'prepare' || name === 'verify') return false;
  const isToCome = steps.some(({ id }) => ['pending', 'active'].includes(stateOf(id)));
  return isToCome && steps.some(({ safety }) => safety === 'doNotInterrupt');
}
