import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';

import { RecoveryFlow, type RecoveryParts } from './recoveryFlow';
import { vscodeRecoveryDialogs } from './vscodeRecoveryDialogs';

/** The command that brings a modem back, and the offer to go on with what was cut off. */
export function recoveryCommand(parts: Omit<RecoveryParts, 'dialogs'>): Disposable {
  const { speech, logger } = parts;
  const flow = new RecoveryFlow({ ...parts, dialogs: vscodeRecoveryDialogs(speech, logger) });
  flow
    .offerUnfinished()
    .catch((error: unknown) => logger.warn(`what is unfinished could not be offered: ${String(error)}`));
  return vscode.commands.registerCommand('lteUpgrade.recover', () => flow.recover());
}
