import { contains, type Phrase } from '../../base/phrase';
import { SAFE_BOOT_BY_HAND } from '../../board/errors';
import { aboutText } from '../quantities';
import type { Speech } from '../speech';
import { capital, fileSummary, fileView } from '../texts/fileTexts';
import { boardText, careFor, deviceRows, needsCare, methodText, modemWithFamily } from '../texts/modemTexts';
import { fromText, isSameBuild, toText, warningView } from '../texts/planTexts';
import { conditionText, outcomeText, outcomeView, versionTexts } from '../texts/reportTexts';
import type { LogLine } from './panelLog';
import type { UpgradeReport } from '../../upgrade';
import { checkView } from '../texts/rehearsalTexts';
import type {
  Mark,
  PanelView,
  PhaseView,
  ProgressView,
  RehearsalView,
  StepView,
  VersionsView,
  WarningView,
} from './messages';
import { needsNothing, recoveryHeading, recoveryView } from '../recovery/recoveryView';
import { panelButtons } from './panelButtons';
import type { PanelState, StateIn, Why } from './panelState';
import { phaseViews } from './phases';
import { progressView } from './progressView';
import {
  rehearsalInterruptedHeading,
  rehearsalProgress,
  rehearsedHeading,
  rehearsedView,
  rehearsingHeading,
  rehearsingView,
} from './rehearsalView';
import { requestHeading, requestIn, requestView } from './requestView';
import { severalHeading, severalMark, severalView } from './severalView';

type Heading = Pick<PanelView, 'headline' | 'lede' | 'remedy'>;

type WithPlan = StateIn<'ready' | 'running' | 'done' | 'interrupted'>;

/** What the panel shows, in finished sentences. Pure. @param now milliseconds since 1970 */
export function panelView(state: PanelState, speech: Speech, now: number): PanelView {
  const { found, files } = state;
  const request = requestIn(state, speech);
  return {
    stage: state.stage,
    mark: request === null ? markOf(state) : 'care',
    ...(request === null ? heading(state, speech) : requestHeading(request)),
    request: request === null ? null : requestView(request, speech, now),
    showsSafeBoot: advisesSafeBoot(state),
    actions: panelButtons(state, speech),
    hint: startHint(state, speech),
    versions: versionsOf(state, speech),
    device: found === null ? [] : deviceRows(speech, found.finding, modemIsKnown(state)),
    files: files.map((file) => fileView(speech, file)),
    why: 'why' in state ? whyView(state.why, speech) : null,
    warnings: state.stage === 'ready' ? warningViews(state, speech) : [],
    manual: manualTasks(state, speech),
    phases: 'plan' in state ? phasesIn(state, speech) : [],
    // While a person is awaited nothing moves, and what counts down is the person's time.
    progress: request === null ? progressOf(state, speech, now) : null,
    outcome: state.stage === 'done' ? outcomeView(speech, state, afterTasks(state)) : null,
    rehearsal: rehearsalOf(state, speech),
    several: state.several === null ? null : severalView(state.several, speech, now),
    recovery: state.stage === 'recovery' ? recoveryView(state, speech) : null,
  };
}

export function logText(speech: Speech, { at, text, level }: LogLine): string {
  return `${speech.timeWithSeconds(at)}  ${level === 'warning' ? '! ' : ''}${speech.render(text)}`;
}

/** Whether what stands under the headline says to start the board in safe boot by hand. */
function advisesSafeBoot(state: PanelState): boolean {
  const remedy = remedyOf(state);
  return remedy !== undefined && contains(remedy, SAFE_BOOT_BY_HAND);
}

function remedyOf(state: PanelState): Phrase | undefined {
  if (state.stage === 'refused') return state.trouble.remedy;
  if (state.stage === 'found' && state.found.finding.kind === 'silent') return state.found.finding.remedy;
  if (state.stage === 'done') return state.report.error?.remedy;
  return state.stage === 'rehearsed' ? state.rehearsed.next[0] : undefined;
}

function warningViews({ plan, confirmed }: StateIn<'ready'>, speech: Speech): WarningView[] {
  return plan.warnings.map((warning) => warningView(speech, warning, confirmed.includes(warning.rule)));
}

function phasesIn(state: WithPlan, speech: Speech): PhaseView[] {
  const phases = phaseViews(speech, state.plan.steps, (id) => stepState(state, id));
  // Once it is over, other words say whether the power may go.
  return state.stage === 'ready' || state.stage === 'running'
    ? phases
    : phases.map((phase) => ({ ...phase, care: null }));
}

function whyView(why: Why | null, speech: Speech): PanelView['why'] {
  if (why === null) return null;
  const others = why.others.map(({ files, reason }) => ({ label: files, value: speech.render(reason) }));
  return { reason: speech.render(why.reason), others };
}

/** What the start still waits for. */
function startHint(state: PanelState, speech: Speech): string | null {
  if (state.stage !== 'ready') return null;
  const left = state.plan.warnings.filter(({ rule }) => !state.confirmed.includes(rule)).length;
  if (left === 0) return null;
  return left === 1
    ? speech.translate('1 confirmation left before you can start')
    : speech.translate('{n} confirmations left before you can start', { n: left });
}

/** What the modem is to become, and what it became. */
function versionsOf(state: PanelState, speech: Speech): VersionsView | null {
  if (state.stage === 'ready') {
    const [from, to] = [fromText(speech, state.plan), toText(speech, state.plan, state.files)];
    return {
      from: { label: speech.translate('The modem runs'), value: from },
      to: {
        label: isSameBuild(state.plan)
          ? speech.translate('It will get the same version again')
          : speech.translate('It will run'),
        value: to,
      },
      reached: false,
    };
  }
  if (state.stage !== 'done') return null;
  const { before, after } = versionTexts(speech, state.report);
  return {
    from: { label: speech.translate('Before'), value: before },
    to: { label: speech.translate('After'), value: after },
    reached: state.report.outcome === 'upgraded',
  };
}

function progressOf(state: PanelState, speech: Speech, now: number): ProgressView | null {
  if (state.stage === 'rehearsing') return rehearsalProgress(state.rehearsal, speech, now);
  return state.stage === 'running' ? progressView(state, speech, now) : null;
}

function rehearsalOf(state: PanelState, speech: Speech): RehearsalView | null {
  if (state.stage === 'rehearsing') return rehearsingView(state.rehearsal, speech);
  if (state.stage === 'rehearsed') return rehearsedView(state.rehearsed, speech);
  return state.stage === 'rehearsalInterrupted'
    ? { checks: state.checks.map((check) => checkView(speech, check)), next: [], unproven: [] }
    : null;
}

/** Of an upgrade that was cut off nobody knows what it left. */
function modemIsKnown(state: PanelState): boolean {
  if (state.stage === 'interrupted') return false;
  return state.stage !== 'done' || state.report.after !== null || state.report.modemState === 'untouched';
}

function markOf(state: PanelState): Mark {
  switch (state.stage) {
    case 'rehearsed':
      return state.rehearsed.verdict === 'ready' ? 'good' : 'care';
    case 'rehearsalInterrupted':
    case 'refused':
    case 'interrupted':
      return 'care';
    case 'found':
      return needsCare(state.found.finding) ? 'care' : 'none';
    case 'recovery':
      return needsNothing(state.recovery) ? 'none' : 'care';
    case 'checked':
      return state.misfit === null ? 'good' : 'care';
    case 'upToDate':
      return 'good';
    case 'done':
      return markOfReport(state.report);
    case 'several':
      return severalMark(state.several);
    case 'empty':
    case 'busy':
    case 'ready':
    case 'rehearsing':
    case 'running':
      return 'none';
  }
}

function markOfReport({ outcome, modemState }: UpgradeReport): Mark {
  if (outcome === 'upgraded') return 'good';
  return outcome === 'failed' || modemState !== 'untouched' ? 'bad' : 'care';
}

function checkedHeadline({ files }: PanelState, speech: Speech): string {
  const names = (of: PanelState['files']): string => of.map(({ name }) => name).join(', ');
  const doubtful = files.filter(({ description }) => description.findings.length > 0);
  return doubtful.length > 0
    ? speech.translate('Doubtful: {file}', { file: names(doubtful) })
    : speech.translate('{file} passed all checks', { file: names(files) });
}

function heading(state: PanelState, speech: Speech): Heading {
  const saying = (headline: string, lede: string, remedy: string | null = null): Heading => ({
    headline,
    lede,
    remedy,
  });
  switch (state.stage) {
    case 'empty':
      return saying(
        speech.translate('Upgrade an LTE modem'),
        speech.translate(
          'Choose a firmware file, or read the modem’s version first. Reading writes nothing, but stops the program on the board. If you started an upgrade by hand, wait until it has ended.',
        ),
      );
    case 'busy':
      return busyHeading(state, speech);
    case 'found':
      return foundHeading(state, speech);
    case 'recovery':
      return recoveryHeading(state, speech);
    case 'checked':
      return saying(
        checkedHeadline(state, speech),
        [
          state.files.map(({ description }) => fileSummary(speech, description)).join(' · '),
          ...(state.misfit === null ? [] : [speech.render(state.misfit.sentence)]),
        ].join('. '),
        state.misfit === null ? null : speech.render(state.misfit.remedy),
      );
    case 'upToDate':
      return saying(speech.translate('Nothing to do'), speech.render(state.sentence));
    case 'ready':
      return saying(
        isSameBuild(state.plan)
          ? speech.translate('Ready to install the same version again')
          : speech.translate('Ready to upgrade'),
        summary(state, speech),
        state.proven
          ? null
          : speech.translate(
              'Rehearse first: that tries everything this upgrade needs on this board, and writes nothing to the modem.',
            ),
      );
    case 'rehearsing':
      return rehearsingHeading(speech);
    case 'rehearsed':
      return rehearsedHeading(state.rehearsed, speech);
    case 'rehearsalInterrupted':
      return rehearsalInterruptedHeading(speech);
    case 'refused':
      return saying(
        state.chosen.length > 0
          ? speech.translate('The upgrade cannot start')
          : speech.translate('Couldn’t read the modem'),
        speech.render(state.trouble.sentence),
        speech.render(state.trouble.remedy),
      );
    case 'running':
      return saying(
        speech.translate('Upgrading to {version}', { version: toText(speech, state.plan, state.files) }),
        speech.translate(
          'Keep the board powered and connected, and VS Code open. You may hide this panel and work on.',
        ),
      );
    case 'interrupted':
      return interruptedHeading(state, speech);
    case 'done':
      return doneHeading(state.report, speech);
    case 'several':
      return severalHeading(state, speech);
  }
}

function interruptedHeading({ unfinished, found }: StateIn<'interrupted'>, speech: Speech): Heading {
  const headline = speech.translate('The upgrade was interrupted');
  if (unfinished !== null) return { headline, lede: speech.render(unfinished.happened), remedy: null };
  return {
    headline,
    lede: speech.translate('The window was closed or reloaded during the upgrade{at}.', {
      at: found === null ? '' : ` (${found.finding.port})`,
    }),
    remedy: speech.translate('Repeat this upgrade. It reads the modem first and continues from there.'),
  };
}

function doneHeading(report: UpgradeReport, speech: Speech): Heading {
  const headline = outcomeText(speech, report);
  const { error } = report;
  const remedy = error === null ? null : speech.render(error.remedy);
  if (report.outcome === 'cancelled')
    return { headline, lede: speech.translate('You cancelled it.'), remedy };
  return error === null || report.outcome === 'upgraded'
    ? { headline, lede: conditionText(speech, report.modemState), remedy: null }
    : { headline, lede: speech.render(error.message), remedy };
}

function busyHeading({ activity, changing }: StateIn<'busy'>, speech: Speech): Heading {
  const { text, until } = activity;
  const care = changing
    ? speech.translate('Keep the board powered and connected.')
    : speech.translate('Nothing is written to the modem yet.');
  return {
    headline: speech.render(text),
    lede:
      until === null
        ? care
        : `${speech.translate('No output until {time} is normal.', { time: speech.timeOfDay(until) })} ${care}`,
    remedy: null,
  };
}

function foundHeading({ found: { finding, at } }: StateIn<'found'>, speech: Speech): Heading {
  if (finding.kind === 'silent')
    return {
      headline: speech.translate('No LTE modem found'),
      lede: speech.render(finding.sentence),
      remedy: speech.render(finding.remedy),
    };
  return {
    headline: capital(modemWithFamily(speech, finding.modem)),
    lede: speech.translate('Read from the {board} at {port} at {time}.', {
      board: boardText(speech, finding),
      port: finding.port,
      time: speech.timeOfDay(at),
    }),
    remedy: needsCare(finding) ? careFor(speech, finding.modem) : null,
  };
}

function summary({ plan }: StateIn<'ready'>, speech: Speech): string {
  const text = speech.translate('The upgrade runs {method} and takes {time}.', {
    method: methodText(speech, plan.method),
    time: aboutText(speech, plan.expectedSeconds),
  });
  return plan.measured === undefined ? text : `${text} ${speech.render(plan.measured)}`;
}

function manualTasks(state: PanelState, speech: Speech): string[] {
  if (state.stage === 'interrupted') return (state.unfinished?.next ?? []).map(speech.render);
  if (state.stage !== 'ready') return [];
  return state.plan.manual
    .filter(({ when }) => when !== 'after')
    .map(({ sentence }) => speech.render(sentence));
}

/** What is left for a person once the modem is upgraded; a failed run has its own next steps. */
function afterTasks({ plan, report }: StateIn<'done'>): readonly Phrase[] {
  if (report.outcome !== 'upgraded') return [];
  return plan.manual.filter(({ when }) => when === 'after').map(({ sentence }) => sentence);
}

function stepState(state: WithPlan, id: string): StepView['state'] {
  if (state.stage === 'ready') return 'pending';
  const { run } = state;
  if (run.skippedSteps.includes(id)) return 'skipped';
  if (run.doneSteps.includes(id)) return 'done';
  // Whatever the end: what nobody saw done is not ticked.
  if (state.stage === 'done' && state.report.outcome === 'upgraded') return 'skipped';
  if (run.activeStep !== id) return 'pending';
  return state.stage === 'running' ? 'active' : 'failed';
}
