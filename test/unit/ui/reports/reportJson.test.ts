import { describe, expect, it } from 'vitest';
import { phrase } from '../../../../src/base/phrase';
import { reportJson } from '../../../../src/ui/reports/reportJson';
import { reportMarkdown } from '../../../../src/ui/reports/reportMarkdown';
import type { ReportOptions } from '../../../../src/ui/reports/reportOptions';
import type { PanelState } from '../../../../src/ui/panel/panelState';
import { sample } from '../../../webview/sampleStates';
import { ENGLISH } from '../flowRig';
import { FULL_IMAGE, NOON, OLD_MODEM } from '../samples';

const options: ReportOptions = {
  extensionVersion: '0.1.0',
  editor: 'VS Code 1.100.3',
  platform: 'linux x64',
  withImei: false,
};

describe('the report for programs', () => {
  it('does not exist before an upgrade', () => {
    expect(reportJson(sample('ready'), options)).toBe(null);
  });

  it('contains board, versions, file with its hash, steps with their times, and the outcome', () => {
    expect(JSON.parse(reportJson(sample('upgraded'), options) ?? '')).toMatchObject({
      format: 1,
      startedAt: '2026-11-24T12:00:00.000Z',
      outcome: 'upgraded',
      before: { lr: 'LR5.1.1.0-39529' },
      after: { lr: 'LR5.1.1.0-41065' },
      board: { sysname: 'GPy', release: '1.20.2.r4' },
      files: [{ name: 'CATM1-41065.dup', size: FULL_IMAGE.size, sha256: FULL_IMAGE.sha256 }],
      steps: [
        { id: 'wake', title: 'Connect to the modem', seconds: 2 },
        { id: 'boot-updater-1', seconds: 15 },
        { id: 'transfer-1', seconds: 110 },
        { id: 'apply-1', seconds: 60 },
        { id: 'verify-1', seconds: 3 },
      ],
      retries: 2,
      largestBlock: 8176,
    });
  });

  it('has English sentences in a window of any language', () => {
    const { error, log } = JSON.parse(reportJson(sample('failed'), options) ?? '') as {
      error: { code: string; message: string };
      log: { text: string }[];
    };
    expect(error).toMatchObject({
      code: 'PORT_UNPLUGGED',
      message: expect.stringContaining('disappeared') as string,
    });
    expect(log.map(({ text }) => text)).toContain('The updater runs: session of 8192 bytes.');
  });
});

describe('reports leave out', () => {
  const state = sample('upgraded');
  const telling: PanelState = {
    ...state,
    port: 'telnet://micro:p@ss@192.168.4.1',
    log: {
      ...state.log,
      lines: [
        {
          at: NOON,
          level: 'info',
          text: phrase('{imei} at {port}', {
            imei: OLD_MODEM.imei ?? '',
            port: 'telnet://micro:p@ss@192.168.4.1',
          }),
        },
      ],
    },
  };
  const both = (withImei: boolean): string =>
    `${reportJson(telling, { ...options, withImei })}${reportMarkdown(telling, { ...options, withImei }, ENGLISH)}`;

  it('the IMEI, unless the user wants to include it', () => {
    expect(both(false)).not.toContain(OLD_MODEM.imei);
    expect(both(false)).toContain('[IMEI] at telnet://192.168.4.1');
    expect(both(true)).toContain(`| IMEI | ${OLD_MODEM.imei} |`);
  });

  it('the number of the board’s module, unless the user wants to include it', () => {
    const { found } = telling;
    if (found?.finding.kind !== 'board') throw new Error('no board');
    const { finding } = found;
    const numbered = {
      ...telling,
      found: { ...found, finding: { ...finding, board: { ...finding.board, uniqueId: '30aea4000001' } } },
    };
    expect(reportJson(numbered, options)).not.toContain('30aea4000001');
    expect(reportJson(numbered, { ...options, withImei: true })).toContain('30aea4000001');
  });

  it('the login of a board in the network, always', () => {
    expect(both(true)).toContain('telnet://192.168.4.1');
    expect(both(true)).not.toContain('p@ss');
    expect(both(true)).not.toContain('micro');
  });
});
