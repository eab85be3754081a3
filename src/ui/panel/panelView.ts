import { contains, type Phrase } from '../../base/phrase';
import { SAFE_BOOT_BY_HAND } from '../../board/errors';
import { aboutText } from '../quantities';
import type { Speech } from '../speech';
import { fileSummary, fileView } from '../texts/fileTexts';
import { boardText, deviceRows, methodText, modemWithFamily } from '../texts/modemTexts';
import { fromText, stepView, toText, warningView } from '../texts/planTexts';
import { conditionText, outcomeText, outcomeView } from '../texts/reportTexts';
import type { LogLine } from './panelLog';
import type { Mark, PanelView, StepView } from './messages';
import { panelButtons } from './panelButtons';
import type { PanelState } from './panelState';
import { progressView } from './progressView';
import {
  markOfRehearsal,
  rehearsalProgress,
  rehearsalView,
  rehearsedHeading,
  rehearsingHeading,
} from './rehearsalView';

/** What the panel shows, in finished sentences. Pure. @param now milliseconds since 1970 */
export function panelView(state: PanelState, speech: Speech, now: number): PanelView {
  const { finding, plan, run, report, rehearsal } = state;
  const rehearses = state.stage === 'rehearsing' || state.stage === 'rehearsed';
  const planIsShown = plan !== null && state.stage !== 'refused';
  return {
    stage: state.stage,
    mark: markOf(state),
    ...heading(state, speech),
    showsSafeBoot: advisesSafeBoot(state),
    actions: panelButtons(state, speech),
    device: finding === null ? [] : deviceRows(speech, finding, modemIsKnown(state)),
    files: state.files.map((file) => fileView(speech, file)),
    warnings:
      state.stage === 'ready' && plan !== null
        ? plan.warnings.map((warning) => warningView(speech, warning, state.confirmed.includes(warning.rule)))
        : [],
    manual: manualTasks(state, speech),
    steps: planIsShown ? plan.steps.map((step) => stepView(speech, step, stepState(state, step.id))) : [],
    progress:
      state.stage === 'rehearsing' && rehearsal !== null
        ? rehearsalProgress(rehearsal, speech, now)
        : run === null
          ? null
          : progressView(state, run, speech, now),
    outcome:
      state.stage === 'done' && report !== null ? outcomeView(speech, report, afterTasks(state)) : null,
    rehearsal: rehearses && rehearsal !== null ? rehearsalView(rehearsal, speech) : null,
  };
}

export function logText(speech: Speech, { at, text, level }: LogLine): string {
  return `${speech.timeOfDay(at)}  ${level === 'warning' ? '! ' : ''}${speech.render(text)}`;
}

/** Whether what stands under the headline says to start the board in safe boot by hand. */
function advisesSafeBoot({ stage, trouble, finding, report, rehearsal }: PanelState): boolean {
  const remedy =
    stage === 'refused'
      ? trouble?.remedy
      : stage === 'found' && finding?.kind === 'silent'
        ? finding.remedy
        : stage === 'done'
          ? report?.error?.remedy
          : stage === 'rehearsed'
            ? rehearsal?.report?.next[0]
            : undefined;
  return remedy !== undefined && contains(remedy, SAFE_BOOT_BY_HAND);
}

/** Of an upgrade that was cut off nobody knows what it left. */
function modemIsKnown({ stage, report }: PanelState): boolean {
  if (stage === 'interrupted') return false;
  return report === null || report.after !== null || report.modemState === 'untouched';
}

function markOf({ stage, report, finding, rehearsal }: PanelState): Mark {
  if (stage === 'rehearsing' || stage === 'rehearsed')
    return rehearsal === null ? 'none' : markOfRehearsal(rehearsal, stage === 'rehearsed');
  if (stage === 'refused' || stage === 'interrupted') return 'care';
  if (stage === 'found') return finding?.kind === 'silent' ? 'care' : 'none';
  if (stage === 'checked' || stage === 'upToDate') return 'good';
  if (stage !== 'done' || report === null) return 'none';
  if (report.outcome === 'upgraded') return 'good';
  return report.modemState === 'untouched' ? 'care' : 'bad';
}

function checkedHeadline({ files }: PanelState, speech: Speech): string {
  const names = (of: PanelState['files']): string => of.map(({ name }) => name).join(', ');
  const doubtful = files.filter(({ description }) => description.doubts.length > 0);
  return doubtful.length > 0
    ? speech.say('Doubtful: {file}', { file: names(doubtful) })
    : speech.say('{file} is whole', { file: names(files) });
}

function heading(state: PanelState, speech: Speech): Pick<PanelView, 'headline' | 'lede' | 'remedy'> {
  const { finding, plan, report, trouble } = state;
  const saying = (headline: string, lede: string, remedy: string | null = null) => ({
    headline,
    lede,
    remedy,
  });
  switch (state.stage) {
    case 'empty':
      return saying(
        speech.say('Upgrade an LTE modem'),
        speech.say(
          'Choose a firmware file to begin, or read which version the modem has. Reading writes nothing, but stops the program on the board: an upgrade started by hand must have ended.',
        ),
      );
    case 'busy':
      return busyHeading(state, speech);
    case 'found':
      return foundHeading(state, speech);
    case 'checked':
      return saying(
        checkedHeadline(state, speech),
        state.files.map(({ description }) => fileSummary(speech, description)).join(' · '),
      );
    case 'upToDate':
      return saying(
        speech.say('Nothing to do'),
        state.upToDate === null ? '' : speech.render(state.upToDate),
      );
    case 'ready':
      return saying(
        speech.say('Ready to upgrade'),
        plan === null ? '' : summary(state, speech),
        state.proven
          ? null
          : speech.say(
              'Rehearse first: that tries everything this upgrade needs on this board, and writes nothing to the modem.',
            ),
      );
    case 'rehearsing':
      return state.rehearsal === null ? saying('', '') : rehearsingHeading(state.rehearsal, speech);
    case 'rehearsed':
      return state.rehearsal === null ? saying('', '') : rehearsedHeading(state.rehearsal, speech);
    case 'refused':
      return saying(
        state.chosen.length > 0
          ? speech.say('The upgrade cannot start')
          : speech.say('The modem could not be read'),
        trouble === null ? '' : speech.render(trouble.sentence),
        trouble === null ? null : speech.render(trouble.remedy),
      );
    case 'running':
      return saying(
        plan === null
          ? speech.say('Upgrading the modem')
          : speech.say('Upgrading to {version}', { version: toText(speech, plan, state.files) }),
        speech.say(
          'Keep the board powered and connected, and VS Code open. You may hide this panel and work on.',
        ),
      );
    case 'interrupted':
      return saying(
        speech.say('The upgrade was interrupted'),
        state.unfinished === null
          ? speech.say('The window was closed or reloaded while the upgrade ran{at}.', {
              at: finding === null ? '' : ` (${finding.port})`,
            })
          : speech.render(state.unfinished.happened),
        state.unfinished === null
          ? speech.say('What to do depends on the state of the modem: “What to do…” looks at it first.')
          : null,
      );
    case 'done': {
      if (report === null) return saying('', '');
      const error = report.error;
      if (report.outcome === 'cancelled')
        return saying(
          outcomeText(speech, report),
          speech.say('It was stopped on request.'),
          error === null ? null : speech.render(error.remedy),
        );
      return error === null || report.outcome === 'upgraded'
        ? saying(outcomeText(speech, report), conditionText(speech, report.modemState))
        : saying(outcomeText(speech, report), speech.render(error.message), speech.render(error.remedy));
    }
  }
}

function busyHeading(
  { activity, changing }: PanelState,
  speech: Speech,
): Pick<PanelView, 'headline' | 'lede' | 'remedy'> {
  const until = activity?.until ?? null;
  const care = changing
    ? speech.say('Keep the board powered and connected.')
    : speech.say('Nothing is written to the modem yet.');
  return {
    headline: activity === null ? '' : speech.render(activity.text),
    lede:
      until === null
        ? care
        : `${speech.say('Silence is normal here until {time}.', { time: speech.timeOfDay(until) })} ${care}`,
    remedy: null,
  };
}

function foundHeading(
  { finding, foundAt }: PanelState,
  speech: Speech,
): Pick<PanelView, 'headline' | 'lede' | 'remedy'> {
  if (finding === null) return { headline: '', lede: '', remedy: null };
  if (finding.kind === 'silent')
    return {
      headline: speech.say('No LTE modem found'),
      lede: speech.render(finding.sentence),
      remedy: speech.render(finding.remedy),
    };
  return {
    headline: modemWithFamily(speech, finding.modem),
    lede: speech.say('Read from the {board} at {port} at {time}.', {
      board: boardText(speech, finding),
      port: finding.port,
      time: speech.timeOfDay(foundAt ?? 0),
    }),
    remedy: null,
  };
}

function summary({ plan, files }: PanelState, speech: Speech): string {
  if (plan === null) return '';
  return speech.say('From {from} to {to}, {method}. It takes {time}.', {
    from: fromText(speech, plan),
    to: toText(speech, plan, files),
    method: methodText(speech, plan.method),
    time: aboutText(speech, plan.expectedSeconds),
  });
}

function manualTasks({ stage, plan, unfinished }: PanelState, speech: Speech): string[] {
  if (stage === 'interrupted') return (unfinished?.next ?? []).map(speech.render);
  if (plan === null) return [];
  const due = stage === 'ready' ? 'before' : stage === 'running' ? 'during' : null;
  return plan.manual.filter((task) => task.when === due).map(({ sentence }) => speech.render(sentence));
}

/** What is left for a person once the modem is upgraded; a failed run has its own next steps. */
function afterTasks({ plan, report }: PanelState): readonly Phrase[] {
  if (plan === null || report?.outcome !== 'upgraded') return [];
  return plan.manual.filter(({ when }) => when === 'after').map(({ sentence }) => sentence);
}

function stepState({ run, stage, report }: PanelState, id: string): StepView['state'] {
  if (run === null) return 'pending';
  if (run.skippedSteps.includes(id)) return 'skipped';
  if (run.doneSteps.includes(id) || (stage === 'done' && report?.outcome === 'upgraded')) return 'done';
  if (run.activeStep !== id) return 'pending';
  return stage === 'running' ? 'active' : 'failed';
}
