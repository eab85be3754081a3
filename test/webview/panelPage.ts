import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import type { FromPanel, ToPanel } from '../../src/ui/panel/messages';
import { panelHtml } from '../../src/ui/panel/panelHtml';
import type { PanelState } from '../../src/ui/panel/panelState';
import { logText, panelView } from '../../src/ui/panel/panelView';
import { type Speech, speechIn } from '../../src/ui/speech';
import { readBundle } from '../../scripts/l10n/bundles';
import { momentOf } from './sampleStates';
import { THEMES, type ThemeName } from './themes';

const ORIGIN = 'http://panel.test';

export interface PanelPage {
  readonly page: Page;
  /** The panel’s messages to its host. */
  readonly sent: FromPanel[];
  /** The browser’s errors: script errors, and violations of the content security policy. */
  readonly complaints: string[];
  /** Shows a state as the panel’s host does, shortly after its last event. */
  show(state: PanelState): Promise<void>;
  /** Sends any message to the panel. */
  receive(message: unknown): Promise<void>;
  /** Reloads the document with its saved state, as VS Code does after the panel was hidden. */
  reload(): Promise<void>;
}

export interface PanelPageOptions {
  readonly theme: ThemeName;
  /** The window’s size in screen pixels. */
  readonly width: number;
  readonly zoom?: number;
  readonly language?: string;
}

/** The panel’s document, bundle and policy in a plain browser, with the theme variables of VS Code. */
export async function openPanelPage(
  browser: Browser,
  { theme, width, zoom = 1, language = 'en' }: PanelPageOptions,
): Promise<PanelPage> {
  // Zooming enlarges everything in the same window, so the page has fewer and larger pixels.
  const page = await browser.newPage({
    viewport: { width: Math.round(width / zoom), height: Math.round(900 / zoom) },
    deviceScaleFactor: zoom,
    reducedMotion: 'reduce',
  });
  const speech = speechOf(language);
  const [sent, complaints]: [FromPanel[], string[]] = [[], []];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  const html = panelHtml(
    {
      script: `${ORIGIN}/dist/webview.js`,
      styles: [
        `${ORIGIN}/media/panel.css`,
        `${ORIGIN}/media/panelRun.css`,
        `${ORIGIN}/media/panelSeveral.css`,
      ],
      cspSource: ORIGIN,
      nonce: 'sample',
      language,
    },
    speech,
  );
  const files: Record<string, [string, string | Buffer]> = {
    '/': ['text/html', html],
    '/dist/webview.js': ['text/javascript', await readFile('dist/webview.js')],
    '/media/panel.css': ['text/css', await readFile('media/panel.css')],
    '/media/panelRun.css': ['text/css', await readFile('media/panelRun.css')],
    '/media/panelSeveral.css': ['text/css', await readFile('media/panelSeveral.css')],
    '/favicon.ico': ['image/x-icon', ''],
  };
  await page.route(`${ORIGIN}/**`, async (route) => {
    const file = files[new URL(route.request().url()).pathname];
    if (file === undefined) await route.fulfill({ status: 404 });
    else await route.fulfill({ contentType: `${file[0]}; charset=utf-8`, body: file[1] });
  });
  await page.exposeFunction('toHost', (message: FromPanel) => sent.push(message));
  await page.addInitScript(`
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => window.toHost(message),
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
      setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
    });
    document.addEventListener('DOMContentLoaded', () => {
      const { bodyClass, variables } = ${JSON.stringify(THEMES[theme])};
      document.body.className = bodyClass;
      for (const [name, value] of Object.entries(variables))
        document.documentElement.style.setProperty('--vscode-' + name, value);
      document.body.style.backgroundColor = 'var(--vscode-editor-background)';
    });
  `);
  await page.goto(`${ORIGIN}/`);
  const receive = (message: unknown): Promise<void> =>
    page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
  const send = (message: ToPanel): Promise<void> => receive(message);
  return {
    page,
    sent,
    complaints,
    receive,
    reload: async () => {
      await page.reload();
    },
    show: async (state) => {
      const lines = state.log.lines.map((line) => logText(speech, line));
      await send({ type: 'log', first: 0, lines });
      const view = panelView(state, speech, momentOf(state));
      await send({ type: 'view', view });
      await page.locator(`body[data-stage="${view.stage}"]`).waitFor();
      await page.locator('#headline').getByText(view.headline, { exact: true }).waitFor();
    },
  };
}

function speechOf(language: string): Speech {
  if (language === 'en') return speechIn('en');
  const bundle = readBundle(language);
  return speechIn(language, (template) => bundle[template] ?? template);
}
