import type { PanelView, Row, StepView } from '../ui/panel/messages';
import { element, make, show, whenChanged } from './dom';
import { drawWarnings } from './warnings';

/** What was found, what will be done, and what must be confirmed before. */
export function drawPlan(view: PanelView): void {
  drawSteps(view.steps);
  drawWarnings(view.warnings);
  drawManual(view.manual);
  drawDevice(view.device);
  drawFiles(view.files);
}

const drawSteps = whenChanged<readonly StepView[]>((steps) => {
  show('plan', steps.length > 0);
  element('steps').replaceChildren(
    ...steps.map((step) => {
      const title = make('div', 'step-title', make('span', 'title', step.title));
      title.append(make('span', 'duration', step.duration), make('span', `risk ${step.safety}`, step.risk));
      const item = make('li', `step ${step.state}`, title, make('p', 'meaning', step.meaning));
      item.dataset['step'] = step.id;
      if (step.state === 'active') item.setAttribute('aria-current', 'step');
      return item;
    }),
  );
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
  element('file-list').replaceChildren(
    ...files.flatMap(({ name, rows, findings }) => [
      make('h3', '', name),
      ...findings.map((doubt) => make('p', 'callout warning', doubt)),
      make('dl', '', ...rowElements(rows)),
    ]),
  );
});

export function rowElements(rows: readonly Row[]): HTMLElement[] {
  return rows.map(({ label, value }) =>
    make('div', '', make('dt', '', label), make('dd', value.length > 40 ? 'code' : '', value)),
  );
}
