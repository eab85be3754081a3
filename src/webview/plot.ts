import uPlot from 'uplot';
import plotStyle from 'uplot/dist/uPlot.min.css';
import type { Sample } from '../ui/panel/messages';
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

/** The throughput over the time of the upgrade, in the theme's colours. */
export function drawPlot(samples: readonly Sample[]): void {
  const [first, last] = [samples[0], samples.at(-1)];
  const worthIt = first !== undefined && last !== undefined && last[0] - first[0] >= SHORTEST_SECONDS;
  show('throughput', worthIt);
  if (!worthIt) {
    forgetPlot();
    return;
  }
  const data: uPlot.AlignedData = [
    samples.map(([seconds]) => seconds),
    samples.map(([, rate]) => rate / KILO),
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
      x: { time: false },
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
    series: [{}, { stroke: line, width: 1.5, fill: themeColour('--plot-fill'), points: { show: false } }],
  };
}

function themeColour(variable: string): string {
  return getComputedStyle(element('plot')).getPropertyValue(variable).trim();
}
