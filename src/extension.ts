import * as vscode from 'vscode';
import { systemClock } from './base/clock';
import { listPorts } from './transport/ports';
import { portOpener } from './transport/portOpener';
import { portHolders } from './ui/portSharing/portHolders';
import { PortSharing } from './ui/portSharing/portSharing';
import { transcribing } from './ui/reports/wireTranscript';
import { settings } from './ui/settings';
import { createUserInterface, type UserInterface } from './ui/userInterface';
import { createServices, folderStorage, stateFolder, systemAwake } from './upgrade';
import type { Logger } from './base/logger';
import { visible } from './base/visibleText';

let userInterface: UserInterface | undefined;

/** Puts the service and its user interface together. Nothing is opened or loaded for a port before it is used. */
export function activate(context: vscode.ExtensionContext): void {
  const channel = vscode.window.createOutputChannel('LTE Modem Upgrade', { log: true });
  context.subscriptions.push(channel);
  const logger = channelLogger(channel);
  const openRecorded = transcribing(portOpener(systemClock, logger), {
    folder: vscode.Uri.joinPath(context.globalStorageUri, 'reports').fsPath,
    wanted: () => settings.recordTranscript(),
    clock: systemClock,
    logger,
  });
  const { service, cards } = createServices({
    clock: systemClock,
    logger,
    openTransport: openRecorded,
    broker: new PortSharing(portHolders(context, systemClock, logger), logger),
    listPorts: () => listPorts(logger),
    storage: folderStorage(stateFolder()),
    keepAwake: systemAwake(logger),
    fastUpload: () => settings.fastUpload(),
  });
  userInterface = createUserInterface({
    context,
    service,
    cards,
    clock: systemClock,
    logger,
    showLog: () => channel.show(),
  });
}

/** Lets a running upgrade stop at the next safe point, as far as VS Code waits for that. */
export async function deactivate(): Promise<void> {
  await userInterface?.close();
  userInterface = undefined;
}

/** VS Code's log channel as the project's logger; the channel's own level decides what is kept. One message is one line. */
function channelLogger(channel: vscode.LogOutputChannel): Logger {
  return {
    debug: (message) => channel.debug(visible(message)),
    info: (message) => channel.info(visible(message)),
    warn: (message) => channel.warn(visible(message)),
  };
}
