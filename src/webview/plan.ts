import type { PanelStage, PanelView, PhaseView, Row, StepView, VersionsView } from '../ui/panel/messages';
import { element, make, setText, show, whenChanged } from './dom';
import { drawWarnings } from './warnings';

/** What was found, what will be done, and what must be confirmed before. */
export function drawPlan(view: PanelView): void {
  drawVersions(view.versions);
  drawPhases(view.phases);
  drawWarnings(view.warnings);
  drawWhy(view.why);
  drawManual(view.manual);
  drawDevice(view.device);
  drawFiles(view.files);
  drawFolds(view.stage);
}

const drawVersions = whenChanged<VersionsView | null>((versions) => {
  show('versions', versions !== null);
  if (versions === null) return;
  const { from, to, reached } = versions;
  setText('from-label', from.label);
  setText('from', from.value);
  setText('to-label', to.label);
  setText('to', to.value);
  element('versions').classList.toggle('reached', reached);
});

const drawPhases = whenChanged<readonly PhaseView[]>((phases) => {
  show('plan', phases.length > 0);
  element('phases').replaceChildren(...phaseElements(phases, element('phases')));
});

/** @param before where the same phases stood until now: steps that the reader opened there stay open */
export function phaseElements(phases: readonly PhaseView[], before: HTMLElement): HTMLElement[] {
  const opened = openSteps(before);
  return phases.map(({ name, title, duration, care, steps }) => {
    const heading = make('div', 'phase-title', make('h3', '', title));
    if (care !== null) heading.append(make('span', 'care', care));
    heading.append(make('span', 'duration', duration));
    const list = make('ol', 'steps', ...steps.map((step) => stepElement(step, opened)));
    const item = make('li', care === null ? 'phase' : 'phase careful', heading, list);
    item.dataset['phase'] = name;
    return item;
  });
}

function stepElement(step: StepView, opened: ReadonlySet<string | undefined>): HTMLElement {
  const title = make('summary', '', make('span', 'title', step.title));
  if (step.spoken !== '') title.append(make('span', 'spoken', step.spoken));
  title.append(make('span', 'duration', step.duration));
  const more = make(
    'details',
    'step-more',
    title,
    make('p', 'meaning', step.meaning),
    make('p', 'risk', step.risk),
  );
  more.toggleAttribute('open', step.state === 'active' || opened.has(step.id));
  const item = make('li', `step ${step.state}`, more);
  item.dataset['step'] = step.id;
  if (step.state === 'active') item.setAttribute('aria-current', 'step');
  return item;
}

/** Those that the reader opened stay open. */
function openSteps(before: HTMLElement): ReadonlySet<string | undefined> {
  const open = before.querySelectorAll<HTMLElement>('.step:not(.active):has(> details[open])');
  return new Set([...open].map(({ dataset }) => dataset['step']));
}

const drawWhy = whenChanged<PanelView['why']>((why) => {
  show('why', why !== null);
  if (why === null) return;
  setText('why-reason', why.reason);
  show('why-others', why.others.length > 0);
  element('why-rows').replaceChildren(...rowElements(why.others));
});

const drawManual = whenChanged<readonly string[]>((tasks) => {
  show('manual', tasks.length > 0);
  element('manual-tasks').replaceChildren(...tasks.map((task) => make('li', '', task)));
});

const drawDevice = whenChanged<readonly Row[]>((rows) => {
  show('device', rows.length > 0);
  element('device-rows').replaceChildren(...rowElements(rows));
});

const drawFiles = whenChanged<PanelView['files']>((files) => {
  show('files', files.length > 0);
  const findings = files.flatMap((file) => file.findings.map((doubt) => make('p', 'callout warning', doubt)));
  show('doubts', findings.length > 0);
  element('doubts').replaceChildren(...findings);
  element('file-list').replaceChildren(
    ...files.flatMap(({ name, rows }) => [
      make('p', 'file-name', name),
      make('dl', '', ...rowElements(rows)),
    ]),
  );
});

/** What was just read or checked is open; later it is there for who wants it. */
const drawFolds = whenChanged<PanelStage>((stage) => {
  element('device').toggleAttribute('open', stage === 'found');
  element('files').toggleAttribute('open', stage === 'checked');
});

export function rowElements(rows: readonly Row[]): HTMLElement[] {
  return rows.map(({ label, value, isCode }) =>
    make('div', '', make('dt', '', label), make('dd', isCode === true ? 'code' : '', value)),
  );
}
