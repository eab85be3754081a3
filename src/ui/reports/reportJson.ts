import { isPhrase, render } from '../../base/phrase';
import { visibleJson, withoutLogin } from '../../base/visibleText';
import type { PanelState } from '../panel/panelState';
import { sendingRate } from '../panel/runState';
import type { ReportOptions } from './reportOptions';
import { withoutSecrets } from './reportOptions';

/** Another shape gets another number. */
const FORMAT = 1;

/** The last upgrade for programs to read: the same facts as the Markdown, in English; null before the first. */
export function reportJson(state: PanelState, options: ReportOptions): string | null {
  if (state.stage !== 'done') return null;
  const { report, found, plan, run, files, log } = state;
  const finding = found?.finding;
  const rate = sendingRate(run);
  const { extensionVersion, editor, platform, withImei } = options;
  const record = {
    format: FORMAT,
    writtenBy: { extensionVersion, editor, platform },
    startedAt: new Date(run.startedAt).toISOString(),
    outcome: report.outcome,
    modemState: report.modemState,
    before: report.before,
    after: report.after,
    port: state.port,
    board: finding?.kind === 'board' ? finding.board : null,
    files: files.map(
      ({ name, description: { kind, family, version, targetBuild, baseBuild, size, sha256 } }) => ({
        ...{ name, kind, family, version, targetBuild, baseBuild, size, sha256 },
      }),
    ),
    method: report.method,
    steps: plan.steps.map(({ id, title, expectedSeconds }) => ({
      ...{ id, title, expectedSeconds, seconds: run.stepSeconds[id] ?? null },
    })),
    confirmed: state.confirmed,
    seconds: report.seconds,
    bytes: report.bytes,
    // While bytes were sent, without the modem's pauses and a person's.
    bytesPerSecond: rate === null ? null : Math.round(rate),
    retries: report.retries,
    largestBlock: report.largestBlock,
    error: report.error,
    next: report.next,
    log: log.lines.map(({ at, level, text }) => ({ at: new Date(at).toISOString(), level, text })),
  };
  return withoutSecrets(`${visibleJson(JSON.stringify(record, spoken, 2))}\n`, state, withImei);
}

/** Phrases as the English sentences they are. */
function spoken(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return withoutLogin(value);
  return isPhrase(value) ? render(value) : value;
}
