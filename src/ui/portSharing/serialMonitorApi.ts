import { REPL_BAUD } from '../../transport/baudRates';
import {
  getSerialMonitorApi,
  LineEnding,
  type MonitorPortSettings,
  Parity,
  StopBits,
  Version,
} from '@microsoft/vscode-serial-monitor-api';
import type * as vscode from 'vscode';
import type { SerialMonitorDeps } from './serialMonitor';

/** Serial Monitor through the package that Microsoft publishes for it. */
export function serialMonitorApi(
  context: vscode.ExtensionContext,
): Pick<SerialMonitorDeps, 'api' | 'settingsFor'> {
  return {
    api: () => getSerialMonitorApi(Version.latest, context),
    settingsFor: (port): MonitorPortSettings => ({
      port,
      // What the board's REPL speaks, and what it takes for the Enter key.
      baudRate: REPL_BAUD,
      lineEnding: LineEnding.CR,
      dataBits: 8,
      stopBits: StopBits.One,
      parity: Parity.None,
    }),
  };
}
