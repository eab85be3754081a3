import * as vscode from 'vscode';
import type { Clock } from '../base/clock';
import { DisposableStore } from '../base/disposable';
import type { Logger } from '../base/logger';
import type { CardService } from '../upgrade/card/cardService';
import type { UpgradeService } from '../upgrade/upgradeService';
import { archivePasswords } from './archivePasswords';
import { cardCommands } from './card/cardCommands';
import { registerCommands } from './commands/registerCommands';
import { contextKeys } from './contextKeys';
import { vscodeDialogs } from './dialogs/vscodeDialogs';
import { FirmwareDesk } from './flow/firmwareDesk';
import { PortChooser } from './flow/portChooser';
import { UpgradeFlow } from './flow/upgradeFlow';
import { modemView } from './modemView/modemView';
import { NetworkLogins } from './networkLogins';
import { Notifications } from './notifications';
import type { PanelButtonId } from './panel/messages';
import { PanelHost } from './panel/panelHost';
import { rememberedState, rememberState } from './panel/panelMemory';
import { PanelStore } from './panel/panelStore';
import { progressNotification } from './progressNotification';
import { ReadingStore } from './readingStore';
import { pymakrSync } from './pymakr/pymakrSync';
import { recoveryCommand } from './recovery/recoveryCommand';
import { UpgradeReports } from './reports/upgradeReports';
import { settings } from './settings';
import { speechIn } from './speech';
import { statusBarItem } from './statusBar/statusBarItem';
import { workspaceFiles } from './workspaceFiles';

export interface UserInterfaceDependencies {
  readonly context: vscode.ExtensionContext;
  readonly service: UpgradeService;
  readonly cards: CardService;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly showLog: () => void;
}

export interface UserInterface {
  /** Stops what runs and waits until the port is let go of. */
  close(): Promise<void>;
}

/** Puts the parts of the user interface together and registers them with VS Code. */
export function createUserInterface(needs: UserInterfaceDependencies): UserInterface {
  const { context, service, cards, clock, logger, showLog } = needs;
  const speech = speechIn(vscode.env.language, (template) => vscode.l10n.t(template));
  const store = new PanelStore(rememberedState(context.workspaceState));
  const readings = new ReadingStore(context.globalState);

  const reports = new UpgradeReports({ context, store, clock, logger, speech });
  const go = (work: () => Promise<void>) => (): void => {
    work().catch((error: unknown) => logger.warn(`unexpected: ${String(error)}`));
  };
  const press: Readonly<Record<PanelButtonId, () => void>> = {
    start: go(() => flow.start()),
    cancel: () => flow.cancel(),
    retry: go(() => flow.retry()),
    another: go(() => flow.upgrade()),
    upgradeThis: go(() => flow.upgrade(store.state.chosen)),
    readVersion: go(() => flow.readVersion()),
    choosePort: go(() => flow.choosePort()),
    copyReport: go(() => reports.copy()),
    showLog,
  };
  const panel = new PanelHost({
    store,
    clock,
    logger,
    speech,
    extensionUri: context.extensionUri,
    onMessage: (message) => {
      if (message.type === 'press') press[message.button]();
      else if (message.type === 'confirm') store.dispatch({ ...message, type: 'confirmed' });
    },
  });
  const notifications = new Notifications(speech, logger, {
    retry: press.retry,
    choosePort: press.choosePort,
    chooseFile: press.another,
    upgradeThis: press.upgradeThis,
    showPanel: () => panel.reveal(),
    showLog,
    copyReport: press.copyReport,
  });
  const wantsKept = async (): Promise<boolean> => {
    const keep = speech.say('Keep it');
    const question = speech.say('Keep this password in VS Code’s secret storage?');
    return (await vscode.window.showInformationMessage(question, keep, speech.say('No'))) === keep;
  };
  const dialogs = vscodeDialogs(speech, panel, notifications);
  const ports = new PortChooser({
    service,
    dialogs,
    readings,
    storage: context.globalState,
    clock,
    speech,
    logins: new NetworkLogins(context.secrets, wantsKept),
    configured: () => settings.port(),
  });
  const flow = new UpgradeFlow({
    service,
    store,
    dialogs,
    desk: new FirmwareDesk(service, workspaceFiles, archivePasswords(context.secrets, dialogs, wantsKept)),
    ports,
    readings,
    clock,
    logger,
    speech,
    planOptions: () => ({ method: settings.method(), cleanUp: settings.cleanUp() }),
  });

  const held = new DisposableStore();
  held.add(panel);
  held.add(rememberState(store, context.workspaceState, logger));
  held.add(contextKeys(store, logger));
  held.add(statusBarItem({ store, readings, knownPort: () => ports.known, clock, speech }));
  const cancel = (): void => flow.cancel();
  held.add(progressNotification({ store, speech, logger, cancel, panel }));
  held.add(reports);
  held.add(registerCommands({ flow, reports, speech, showPanel: () => panel.reveal(), showLog }));
  held.add(modemView({ readings, clock, speech }));
  const upgrade: UpgradeFlow['upgrade'] = (files) => flow.upgrade(files);
  held.add(cardCommands({ cards, service, ports, speech, upgrade }));
  held.add(
    recoveryCommand({
      service,
      choosePort: () => ports.choose(),
      upgrade: () => flow.upgrade(),
      logger,
      speech,
    }),
  );
  held.add(pymakrSync({ speech, storage: context.workspaceState, logger }));
  context.subscriptions.push(held);
  return {
    close: async () => {
      await flow.close();
      await reports.settled();
    },
  };
}
