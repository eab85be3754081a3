import type {
  BoardDetailView,
  BoardRowView,
  HandRequestView,
  SeveralView,
  SinceView,
} from '../ui/panel/messages';
import { clockText } from './clockText';
import { element, make, setText, show, whenChanged } from './dom';
import { phaseElements, rowElements } from './plan';
import { send } from './vscodeApi';

const TICK_MS = 1000;

/** The elements of one board's row, which stay as long as the board is on the table: what has the focus keeps it. */
interface DrawnRow {
  readonly row: HTMLElement;
  readonly more: HTMLElement;
  readonly draw: (view: BoardRowView) => void;
}

const drawnRows = new Map<number, DrawnRow>();
/** Times that go on by themselves, and since when (on the browser's own clock, in ms). */
let ticking: { readonly at: number; readonly draw: (since: number) => void } | null = null;

export function drawSeveral(view: SeveralView | null): void {
  show('several', view !== null);
  drawRequests(view?.requests ?? []);
  ticking = view === null ? null : { at: performance.now(), draw: (since) => drawTimes(view, since) };
  if (view === null) {
    drawRows([]);
    return;
  }
  setText('several-totals', view.totals);
  setText('several-none', view.none ?? '');
  show('several-none', view.none !== null);
  show('several-table', view.boards.length > 0);
  drawRows(view.boards);
  drawTimes(view, 0);
}

/** Counts on between two messages. */
export function startTickingSeveral(): void {
  setInterval(() => {
    if (ticking !== null) ticking.draw((performance.now() - ticking.at) / 1000);
  }, TICK_MS);
}

/** What somebody must do now is above everything else. Its times are drawn apart: a screen reader need not hear them. */
function drawRequests(requests: readonly HandRequestView[]): void {
  show('several-requests', requests.length > 0);
  drawRequestTexts(
    requests.map(({ request, boards }) => ({ request, texts: boards.map(({ text }) => text) })),
  );
}

interface RequestTexts {
  readonly request: string;
  readonly texts: readonly string[];
}

const drawRequestTexts = whenChanged<readonly RequestTexts[]>((requests) => {
  element('several-requests').replaceChildren(
    ...requests.map(({ request, texts }) =>
      make(
        'div',
        'hand-request',
        make('p', 'request', request),
        make('ul', '', ...texts.map((text) => make('li', '', ...withTime(text)))),
      ),
    ),
  );
});

/** The sentence, with a place of its own for the time that goes on. */
function withTime(text: string): (string | Node)[] {
  const [before = '', after = ''] = text.split('{since}');
  const time = make('span', 'since');
  time.setAttribute('aria-hidden', 'true');
  return [before, time, after];
}

function drawRows(boards: readonly BoardRowView[]): void {
  const body = element('several-rows');
  for (const [number, { row, more }] of drawnRows) {
    if (boards.some((board) => board.number === number)) continue;
    row.remove();
    more.remove();
    drawnRows.delete(number);
  }
  boards.forEach((board, index) => {
    const known = drawnRows.get(board.number);
    const drawn = known ?? newRow(board.number);
    if (known === undefined) drawnRows.set(board.number, drawn);
    const here = body.children.item(2 * index);
    // Only what is elsewhere is moved: what is moved loses the focus.
    if (here !== drawn.row) {
      body.insertBefore(drawn.row, here);
      body.insertBefore(drawn.more, here);
    }
    drawn.draw(board);
  });
}

function newRow(number: number): DrawnRow {
  const headings = [...element('several-table').querySelectorAll('thead th')].map((th) => th.textContent);
  const cell = (column: number, ...content: Node[]): HTMLElement => {
    const td = make('td', '', ...content);
    td.setAttribute('role', 'cell');
    // Where there is room for one column only.
    td.dataset['label'] = headings[column] ?? '';
    return td;
  };
  const [toggle, name, port] = [
    make('button', 'unfold'),
    make('span', 'board-name'),
    make('span', 'board-port'),
  ];
  const [imei, versions] = [make('span', ''), make('span', '')];
  const [now, since, left] = [make('span', 'now'), make('span', 'since'), make('span', 'left')];
  const [bar, fill] = [make('div', 'bar'), make('div', '')];
  const [result, sentences, alone] = [
    make('span', 'result'),
    make('div', 'sentences'),
    make('button', 'alone'),
  ];
  const id = `board-${number}`;
  toggle.setAttribute('aria-controls', `${id}-more`);
  toggle.append(name);
  toggle.addEventListener('click', () =>
    send({ type: 'unfold', board: number, open: toggle.getAttribute('aria-expanded') !== 'true' }),
  );
  alone.addEventListener('click', () => send({ type: 'alone', board: number }));
  bar.append(fill);
  bar.setAttribute('role', 'progressbar');
  bar.setAttribute('aria-valuemin', '0');
  bar.setAttribute('aria-valuemax', '100');
  const heading = make('th', '', toggle, port);
  heading.id = `${id}-name`;
  alone.setAttribute('aria-describedby', heading.id);
  heading.setAttribute('scope', 'row');
  heading.setAttribute('role', 'rowheader');
  const row = make(
    'tr',
    'board',
    heading,
    cell(1, imei),
    cell(2, versions),
    cell(3, now, make('span', 'times', since, left), bar),
    cell(4, result, sentences, alone),
  );
  row.setAttribute('role', 'row');
  row.dataset['board'] = String(number);
  const details = make('td', '');
  details.setAttribute('role', 'cell');
  details.setAttribute('colspan', '5');
  const more = make('tr', 'board-more', details);
  more.id = `${id}-more`;
  more.setAttribute('role', 'row');
  more.hidden = true;

  const put = (target: HTMLElement, text: string): void => {
    if (target.textContent !== text) target.textContent = text;
    target.hidden = text === '';
  };
  const drawSentences = whenChanged<readonly string[]>((said) =>
    sentences.replaceChildren(...said.map((sentence) => make('p', '', sentence))),
  );
  const drawDetails = whenChanged<BoardDetailView | null>((view) => {
    more.hidden = view === null;
    details.replaceChildren(...(view === null ? [] : detailElements(view, details)));
  });
  const draw = (view: BoardRowView): void => {
    row.dataset['mark'] = view.mark;
    put(name, view.name);
    put(port, view.port);
    put(imei, view.imei);
    put(versions, view.versions);
    put(now, view.now);
    put(result, view.result);
    toggle.setAttribute('aria-label', view.unfold);
    toggle.setAttribute('aria-expanded', String(view.details !== null));
    bar.hidden = view.share === null;
    bar.setAttribute('aria-label', view.shareLabel);
    const percent = Math.floor(100 * (view.share ?? 0));
    bar.setAttribute('aria-valuenow', String(percent));
    fill.style.width = `${percent}%`;
    put(alone, view.alone ?? '');
    drawSentences(view.sentences);
    drawDetails(view.details);
  };
  return { row, more, draw };
}

function detailElements({ rows, notes, phases }: BoardDetailView, before: HTMLElement): HTMLElement[] {
  return [
    ...notes.map((note) => make('p', 'note', note)),
    make('dl', 'board-facts', ...rowElements(rows)),
    ...(phases.length === 0 ? [] : [make('ol', 'phases', ...phaseElements(phases, before))]),
  ];
}

/** @param passed seconds since the view came */
function drawTimes({ requests, boards }: SeveralView, passed: number): void {
  const times = element('several-requests').querySelectorAll<HTMLElement>('.since');
  requests
    .flatMap((request) => request.boards)
    .forEach(({ sinceSeconds }, index) => {
      const time = times[index];
      if (time !== undefined) time.textContent = clockText(sinceSeconds + passed);
    });
  for (const { number, since, remaining } of boards) {
    const row = drawnRows.get(number)?.row;
    if (row === undefined) continue;
    putTime(row, '.since', since === null ? null : sinceText(since, passed));
    const left = remaining === null ? null : Math.max(0, remaining.seconds - passed);
    putTime(
      row,
      '.left',
      remaining === null || left === null || since !== null
        ? null
        : remaining.text.replace('{left}', clockText(left)),
    );
  }
}

function sinceText({ text, sinceSeconds }: SinceView, passed: number): string {
  return text.replace('{since}', clockText(sinceSeconds + passed));
}

function putTime(row: HTMLElement, place: string, text: string | null): void {
  const target = row.querySelector<HTMLElement>(place);
  if (target === null) return;
  target.textContent = text ?? '';
  target.hidden = text === null;
}
