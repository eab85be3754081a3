import type * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { programsHolding } from '../../transport/portHolder';
import { type HeldHere, microPico, pymakrOne } from './commandHolder';
import { ForeignCalls } from './foreignCalls';
import type { PortHolder } from './otherExtension';
import { PymakrTwo } from './pymakrTwo';
import { SerialMonitor, type SerialMonitorDeps } from './serialMonitor';
import { vscodeExtensionHost as host } from './vscodeExtensionHost';
import { REPL_BAUD } from '../../transport/baudRates';
import {
  getSerialMonitorApi,
  LineEnding,
  type MonitorPortSettings,
  Parity,
  StopBits,
  Version,
} from '@microsoft/vscode-serial-monitor-api';

/** Every extension that is known to open boards' ports; those that know their ports come first. */
export function portHolders(context: vscode.ExtensionContext, clock: Clock, logger: Logger): PortHolder[] {
  const calls = new ForeignCalls(clock, logger);
  const parts = { host, calls, heldHere };
  return [
    new PymakrTwo(host, calls),
    new SerialMonitor({ host, calls, ...serialMonitorApi(context) }),
    pymakrOne(parts),
    microPico(parts),
  ];
}

/** Extensions run in one process with this one, which has no port open itself when this is asked. */
const heldHere: HeldHere = async (port, signal) => {
  const programs = await programsHolding(port, signal);
  return programs?.some(({ pid }) => pid === process.pid);
};

/** Serial Monitor through the package that Microsoft publishes for it. */
function serialMonitorApi(context: vscode.ExtensionContext): Pick<SerialMonitorDeps, 'api' | 'settingsFor'> {
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
