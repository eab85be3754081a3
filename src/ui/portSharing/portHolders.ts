import type * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { programsHolding } from '../../transport/portHolder';
import { type HeldHere, microPico, pymakrOne } from './commandHolder';
import { ForeignCalls } from './foreignCalls';
import type { PortHolder } from './otherExtension';
import { PymakrTwo } from './pymakrTwo';
import { SerialMonitor } from './serialMonitor';
import { serialMonitorApi } from './serialMonitorApi';
import { vscodeExtensionHost as host } from './vscodeExtensionHost';

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
