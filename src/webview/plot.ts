import uPlot from 'uplot';
import plotStyle from 'uplot/dist/uPlot.min.css';
import type { PlotView } from '../ui/panel/messages';
import { clockText } from './clockText';
import { element, show } from './dom';

const HEIGHT_PX = 96;
/** Less is over before anybody could read it. */
const SHORTEST_SECONDS = 2;
/** Between two marks of the time axis: what is read as minutes and seconds. */
const MARK_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800];
/** Between two marks of the rate's, in kB/s. */
const MARK_RATES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
/** kB/s that the axis shows at least, so that its marks are whole numbers. */
const LEAST_HIGH = 5;
const KILO = 1000;

let plot: uPlot | null = null;
let shown: PlotView | null = null;

/** The throughput over the time of the upgrade, in the theme's colours. */
export function drawPlot(view: PlotView | null): void {
  const samples = view?.samples ?? [];
  const moving = samples.filter(([, rate]) => rate !== null);
  const [first, last] = [moving[0], moving.at(-1)];
  const worthIt = first !== undefined && last !== undefined && last[0] - first[0] >= SHORTEST_SECONDS;
  show('throughput', worthIt);
  shown = view;
  if (!worthIt) {
    forgetPlot();
    return;
  }
  const data: uPlot.AlignedData = [
    samples.map(([seconds]) => seconds),
    samples.map(([, rate]) => (rate === null ? null : rate / KILO)),
  ];
  if (plot === null) plot = new uPlot(options(), data, element('plot'));
  else plot.setData(data);
}

/** Follows the panel's width, and the theme: its kind shows as a class on the body, its name as data. */
export function watchSurroundings(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(plotStyle);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  new ResizeObserver(() => plot?.setSize({ width: plotWidth(), height: HEIGHT_PX })).observe(element('plot'));
  new MutationObserver(() => {
    const data = plot?.data;
    forgetPlot();
    if (data !== undefined) plot = new uPlot(options(), data, element('plot'));
  }).observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
}

/** A line where each phase began, with its name at the top. */
function drawMarks(drawn: uPlot): void {
  const { ctx, bbox } = drawn;
  const ratio = window.devicePixelRatio;
  ctx.save();
  ctx.font = `${11 * ratio}px ${themeColour('--plot-font')}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.fillStyle = themeColour('--plot-text');
  ctx.strokeStyle = themeColour('--plot-text');
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  let free = 0;
  for (const { seconds, label } of shown?.marks ?? []) {
    const x = Math.round(drawn.valToPos(seconds, 'x', true));
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    // One that would stand over the last has its line alone.
    if (x < free) continue;
    ctx.fillText(label, x + 4 * ratio, bbox.top);
    free = x + 8 * ratio + ctx.measureText(label).width;
  }
  ctx.restore();
}

function forgetPlot(): void {
  plot?.destroy();
  plot = null;
}

function plotWidth(): number {
  return Math.max(1, element('plot').clientWidth);
}

function options(): uPlot.Options {
  const line = themeColour('--plot-line');
  const text = themeColour('--plot-text');
  const grid = { stroke: themeColour('--plot-grid'), width: 1 };
  const axis = { stroke: text, grid, ticks: { show: false }, font: `11px ${themeColour('--plot-font')}` };
  return {
    width: plotWidth(),
    height: HEIGHT_PX,
    padding: [6, 20, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: () => [0, Math.max(SHORTEST_SECONDS, shown?.spanSeconds ?? 0)] },
      y: { range: (_plot, _low, high) => [0, Math.max(LEAST_HIGH, high * 1.15)] },
    },
    axes: [
      {
        ...axis,
        size: 22,
        space: 64,
        incrs: MARK_SECONDS,
        values: (_plot, ticks) => ticks.map(clockText),
        grid: { show: false },
      },
      { ...axis, size: 44, space: 28, incrs: MARK_RATES, values: (_plot, ticks) => ticks.map(String) },
    ],
    hooks: { draw: [drawMarks] },
    series: [{}, { stroke: line, width: 1.5, fill: themeColour('--plot-fill'), points: { show: false } }],
  };
}

function themeColour(variable: string): string {
  return getComputedStyle(element('plot')).getPropertyValue(variable).trim();
}
