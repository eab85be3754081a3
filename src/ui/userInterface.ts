import * as vscode from 'vscode';
import type { Clock } from '../base/clock';
import { DisposableStore, toDisposable } from '../base/disposable';
import type { Logger } from '../base/logger';
import { systemPresence } from '../transport/portPresence';
import { type CardService, FirmwareSelector, type PlanOptions, type UpgradeService } from '../upgrade';
import { ArchivePasswords } from './archivePasswords';
import { CardFlow } from './card/cardFlow';
import { vscodeCardDialogs } from './card/vscodeCardDialogs';
import { chooseMethod } from './commands/chooseMethod';
import { registerCommands } from './commands/registerCommands';
import { contextKeys } from './contextKeys';
import { vscodeProgress } from './dialogs/openProgress';
import { vscodeDialogs } from './dialogs/vscodeDialogs';
import { firmwareEditor } from './firmwareEditor/firmwareEditor';
import { FirmwareFit } from './flow/firmwareFit';
import { LastFound } from './flow/lastFound';
import { Inspector } from './flow/inspector';
import { PortNotes } from './flow/portNotes';
import { PortChooser } from './flow/portChooser';
import { RehearsalFlow } from './flow/rehearsalFlow';
import { SeveralFlow } from './flow/severalFlow';
import { UpgradeFlow } from './flow/upgradeFlow';
import { boardCommands } from './modemView/boardCommands';
import { BoardNames } from './modemView/boardNames';
import { firmwareIn, urisIn } from './modemView/droppedFiles';
import { modemView } from './modemView/modemView';
import { NetworkLogins } from './networkLogins';
import { Notifications } from './notifications';
import type { PanelButtonId } from './panel/messages';
import { PanelHost } from './panel/panelHost';
import { PanelMemory } from './panel/panelMemory';
import { PanelStore } from './panel/panelStore';
import { PortWork } from './portWork';
import { progressNotification } from './progressNotification';
import { ProvenWays } from './provenWays';
import { PymakrSync } from './pymakr/pymakrSync';
import { ReadingStore } from './readingStore';
import { RecoveryFlow } from './recovery/recoveryFlow';
import { vscodeRecoveryDialogs } from './recovery/vscodeRecoveryDialogs';
import { UpgradeReports } from './reports/upgradeReports';
import { SecretKeeper } from './secretKeeper';
import { settings } from './settings';
import { speechIn } from './speech';
import { statusBarItem } from './statusBar/statusBarItem';
import { ownBeforeShared, storageIn } from './storage';
import { busyNotice } from './texts/notices';
import { workspaceFiles } from './workspaceFiles';

export interface UserInterfaceDeps {
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
export function createUserInterface(needs: UserInterfaceDeps): UserInterface {
  const { context, service, clock, logger, showLog } = needs;
  // Where there is no bundle for the editor's language, the texts are English.
  const language = vscode.l10n.bundle === undefined ? 'en' : vscode.env.language;
  const speech = speechIn(language, (template) => vscode.l10n.t(template));
  const { version: extensionVersion } = context.extension.packageJSON as { version: string };
  const ofWorkspace = storageIn(context.workspaceState, logger);
  const ofAllWindows = storageIn(context.globalState, logger);
  const memory = new PanelMemory(ofWorkspace, extensionVersion);
  const store = new PanelStore(memory.recall());
  const readings = new ReadingStore(ofAllWindows);
  const names = new BoardNames(ofAllWindows);
  const common = { service, store, readings, clock, logger, speech };

  const reports = new UpgradeReports({ ...common, storageUri: context.globalStorageUri, extensionVersion });
  const work = new PortWork({
    tellBusy: () => dialogs.tell(busyNotice(speech)),
    onEnding: () => store.dispatch({ type: 'cancelAsked' }),
    onSeveralEnding: () => store.dispatch({ type: 'severalStopping' }),
  });
  const go = (does: () => Promise<void>) => (): void => {
    does().catch((error: unknown) => logger.warn(`unexpected: ${String(error)}`));
  };
  const chosen = (): PanelStore['state']['chosen'] | undefined =>
    store.state.chosen.length > 0 ? store.state.chosen : undefined;
  const press: Readonly<Record<PanelButtonId, () => void>> = {
    start: go(() => flow.start()),
    rehearse: go(() => rehearsal.rehearse()),
    cancel: () => several.cancel(),
    retry: go(() => flow.retry()),
    recover: go(() => recovery.recover(store.state.port ?? undefined)),
    another: go(() => flow.upgrade()),
    upgradeThis: go(() => flow.upgrade(chosen())),
    readVersion: go(() => flow.readVersion()),
    choosePort: go(() => flow.choosePortAndGoOn()),
    chooseMethod: go(async () => {
      if (await chooseMethod(speech)) await flow.retry();
    }),
    password: go(() => flow.retry()),
    copyReport: go(() => reports.copy()),
    copyRehearsal: go(() => reports.copyRehearsal()),
    showLog,
    stopSeveral: () => work.cancelSeveral(),
    severalAgain: go(() => several.upgrade()),
    showSeveral: () => store.dispatch({ type: 'severalShown' }),
    dismissSeveral: () => store.dispatch({ type: 'severalDismissed' }),
  };
  const panel = new PanelHost({
    ...common,
    extensionUri: context.extensionUri,
    onMessage: (message) => {
      if (message.type === 'press') press[message.button]();
      else if (message.type === 'confirm') store.dispatch({ ...message, type: 'confirmed' });
      else if (message.type === 'repair') go(() => recovery.choose(message.id))();
      else if (message.type === 'drop') {
        const files = firmwareIn(urisIn(message.list));
        if (files.length > 0) go(() => flow.upgrade(files))();
      } else if (message.type === 'unfold') store.dispatch({ ...message, type: 'unfolded' });
      else if (message.type === 'alone') go(() => several.goOnWith(message.board))();
      else if (message.type === 'typeName') store.dispatch({ ...message, type: 'nameTyped' });
    },
  });
  const notifications = new Notifications(speech, logger, {
    retry: press.retry,
    choosePort: press.choosePort,
    another: press.another,
    chooseMethod: press.chooseMethod,
    password: press.password,
    recover: press.recover,
    upgradeThis: press.upgradeThis,
    readVersion: press.readVersion,
    showPanel: () => panel.reveal(),
    showLog,
    copyReport: press.copyReport,
    copyRehearsal: press.copyRehearsal,
  });
  const dialogs = vscodeDialogs({ ...common, panel, notifications });
  const secrets = new SecretKeeper(context.secrets, () => dialogs.wantsKept(), logger);
  const logins = new NetworkLogins(secrets);
  const ports = new PortChooser({
    ...common,
    dialogs,
    storage: ownBeforeShared(ofWorkspace, ofAllWindows),
    notes: new PortNotes(ofAllWindows),
    names,
    logins,
    configured: () => settings.port(),
  });
  const desk = new FirmwareSelector(service, workspaceFiles, new ArchivePasswords(secrets, dialogs));
  const examiner = new Inspector({ ...common, desk, logins, ports });
  const proven = new ProvenWays(ofAllWindows);
  const planOptions = (): PlanOptions => ({ method: settings.method(), cleanUp: settings.cleanUp() });
  const lastFound = new LastFound(store);
  const fit = new FirmwareFit({ desk, lastFound, planOptions, speech });
  const parts = { ...common, fit, work, dialogs, desk, examiner, ports, proven, planOptions };
  const rehearsal = new RehearsalFlow(parts);
  const flow = new UpgradeFlow({ ...parts, rehearse: () => rehearsal.rehearse({ isAgreed: true }) });
  const recovery = new RecoveryFlow({
    ...common,
    work,
    dialogs: vscodeRecoveryDialogs(speech, dialogs),
    examiner,
    ports,
    upgrade: (port) => flow.upgrade(chosen(), port),
  });
  const several = new SeveralFlow({
    ...parts,
    logins,
    presence: systemPresence,
    keepReport: (of) => reports.keepOf(of),
    upgradeAlone: (files, port, imei) => flow.upgrade(files, port, imei),
    recoverAlone: (port, imei) => recovery.recover(port, imei),
  });
  const cards = new CardFlow({
    ...common,
    cards: needs.cards,
    work,
    dialogs: vscodeCardDialogs(speech, dialogs),
    desk,
    examiner,
    ports,
  });
  const pymakr = new PymakrSync({ speech, storage: ofWorkspace, dialogs, logger });

  const held = new DisposableStore();
  held.add(panel);
  held.add(memory.follow(store));
  held.add(contextKeys({ ...common, work }));
  held.add(statusBarItem({ ...common, ports }));
  held.add(
    progressNotification({
      ...common,
      open: vscodeProgress(logger),
      work,
      cancelSeveral: go(() => several.cancelOrAsk()),
      panel,
      wish: () => settings.notifications(),
    }),
  );
  held.add(reports);
  held.add(
    registerCommands({
      flow,
      rehearsal,
      several,
      recovery,
      cards,
      reports,
      speech,
      extensionId: context.extension.id,
      allowDup: (clicked) => pymakr.allow(clicked),
      boards: boardCommands({ ...common, names }),
      cancel: () => several.cancelOrAsk(),
      showPanel: () => panel.reveal(),
      showLog,
    }),
  );
  held.add(lastFound);
  held.add(
    firmwareEditor({
      ...common,
      extensionUri: context.extensionUri,
      fit,
      lastFound,
      upgrade: (files) => go(() => flow.upgrade(files))(),
      readVersion: press.readVersion,
    }),
  );
  held.add(
    modemView({
      ...common,
      names,
      panel,
      onDrop: (files, port) => go(() => flow.upgrade(files, port))(),
    }),
  );
  held.add(pymakr);
  const ended = new AbortController();
  held.add(toDisposable(() => ended.abort()));
  go(() => recovery.offerUnfinished(ended.signal))();
  context.subscriptions.push(held);
  return {
    close: async () => {
      await work.close();
      await reports.settled();
    },
  };
}
