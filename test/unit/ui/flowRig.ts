import { type Logger, silentLogger } from '../../../src/base/logger';
import type { FirmwareFolder } from '../../../src/firmware/firmwareFolder';
import { bytesSource } from '../../../src/base/byteSource';
import type { ChosenFile } from '../../../src/upgrade/select/firmwareFiles';
import { ArchivePasswords } from '../../../src/ui/archivePasswords';
import type { Dialogs, PortPicking } from '../../../src/ui/flow/dialogs';
import { Inspector } from '../../../src/ui/flow/inspector';
import { FirmwareSelector } from '../../../src/upgrade/select/firmwareSelector';
import { FirmwareFit } from '../../../src/ui/flow/firmwareFit';
import { LastFound } from '../../../src/ui/flow/lastFound';
import { PortNotes } from '../../../src/ui/flow/portNotes';
import { BoardNames } from '../../../src/ui/modemView/boardNames';
import { PortChooser } from '../../../src/ui/flow/portChooser';
import { RehearsalFlow } from '../../../src/ui/flow/rehearsalFlow';
import { UpgradeFlow } from '../../../src/ui/flow/upgradeFlow';
import { SeveralFlow } from '../../../src/ui/flow/severalFlow';
import { NetworkLogins } from '../../../src/ui/networkLogins';
import type { PanelState } from '../../../src/ui/panel/panelState';
import { PanelStore } from '../../../src/ui/panel/panelStore';
import { PortWork } from '../../../src/ui/portWork';
import { ProvenWays } from '../../../src/ui/provenWays';
import { ReadingStore } from '../../../src/ui/readingStore';
import { SecretKeeper, type Secrets } from '../../../src/ui/secretKeeper';
import { speechIn } from '../../../src/ui/speech';
import type { Storage } from '../../../src/ui/storage';
import { busyNotice, type Notice } from '../../../src/ui/texts/notices';
import type { Question } from '../../../src/ui/texts/planTexts';
import type { PortChoice } from '../../../src/ui/texts/portChoices';
import type { UpgradeReport } from '../../../src/upgrade/report';
import type { PlanOptions } from '../../../src/upgrade/upgradeService';
import { VirtualClock } from '../../simulator/virtualClock';
import { FakeService } from './fakeService';

export const ENGLISH = speechIn('en');

export function file(name: string): ChosenFile {
  return { name, location: `file:///firmware/${name}` };
}

export function memoryStorage(): Storage {
  const held = new Map<string, unknown>();
  return {
    get: (key) => held.get(key),
    keep: (key, value) => {
      held.set(key, value);
    },
  };
}

export function memorySecrets(): Secrets & { readonly held: Map<string, string> } {
  const held = new Map<string, string>();
  return {
    held,
    get: (key) => Promise.resolve(held.get(key)),
    store: (key, value) => {
      held.set(key, value);
      return Promise.resolve();
    },
    delete: (key) => {
      held.delete(key);
      return Promise.resolve();
    },
  };
}

/** A user who answers as a test wants, and records questions and messages. */
export class FakeUser implements Dialogs {
  port: string | undefined = '/dev/ttyACM0';
  firmware: readonly ChosenFile[] | undefined = [file('CATM1-41065.dup')];
  agrees = true;
  panelVisible = false;
  readonly portQuestions: (readonly PortChoice[])[] = [];
  readonly questions: Question[] = [];
  readonly notices: Notice[] = [];
  timesRevealed = 0;

  /** The notes about missing ports that the lists showed. */
  readonly unknownToldOfPorts: (string | null)[] = [];
  readonly pickPort: Dialogs['pickPort'] = async (picking) => {
    const { choices, unknown } = await picking.list();
    this.portQuestions.push(choices);
    this.unknownToldOfPorts.push(unknown);
    await this.withPorts(picking);
    return this.port;
  };
  /** Called while the list is open, before the user chooses. */
  withPorts: (picking: PortPicking) => Promise<void> = () => Promise.resolve();
  readonly pickFirmware: Dialogs['pickFirmware'] = () => Promise.resolve(this.firmware);
  folder: readonly ChosenFile[] | undefined = [file('firmware')];
  readonly pickFolder: Dialogs['pickFolder'] = () => Promise.resolve(this.folder);
  /** The boards that the user ticks; null for all of them. */
  ticked: readonly string[] | null = null;
  takesMore = false;
  readonly boardQuestions: (readonly PortChoice[])[] = [];
  readonly pickBoards: Dialogs['pickBoards'] = async (list) => {
    const boards = await list();
    this.boardQuestions.push(boards);
    return { ports: this.ticked ?? boards.map(({ port }) => port), takesMore: this.takesMore };
  };
  password: string | undefined;
  readonly passwordQuestions: { readonly archive: string; readonly wrong: boolean }[] = [];
  readonly askPassword: Dialogs['askPassword'] = (archive, wrong) => {
    this.passwordQuestions.push({ archive, wrong });
    return Promise.resolve(this.password);
  };
  /** Whether the user saves passwords; null for a question without an answer. */
  keeps: boolean | null = false;
  timesAskedToKeep = 0;
  readonly wantsKept: Dialogs['wantsKept'] = () => {
    this.timesAskedToKeep += 1;
    return this.keeps === null ? new Promise(() => undefined) : Promise.resolve(this.keeps);
  };
  readonly confirm: Dialogs['confirm'] = (question) => {
    this.questions.push(question);
    return Promise.resolve(this.agrees);
  };
  /** Whether the user takes the alternative in a question. */
  takesInstead = false;
  readonly offered: string[] = [];
  readonly confirmOr: Dialogs['confirmOr'] = (question, instead) => {
    this.questions.push(question);
    this.offered.push(instead);
    return Promise.resolve(this.takesInstead ? 'instead' : this.agrees ? 'yes' : undefined);
  };
  readonly tell: Dialogs['tell'] = (notice) => this.notices.push(notice);
  readonly revealPanel = (): void => {
    this.timesRevealed += 1;
  };
  readonly mention: Dialogs['mention'] = (notice) => {
    if (!this.panelVisible) this.tell(notice);
  };
}

export interface FlowRig {
  readonly service: FakeService;
  readonly user: FakeUser;
  readonly store: PanelStore;
  readonly readings: ReadingStore;
  readonly flow: UpgradeFlow;
  readonly several: SeveralFlow;
  /** Reports of the boards of a batch, and ports at which a single board was recovered. */
  readonly reports: UpgradeReport[];
  readonly recovered: string[];
  readonly rehearsal: RehearsalFlow;
  readonly proven: ProvenWays;
  readonly work: PortWork;
  readonly examiner: Inspector;
  readonly desk: FirmwareSelector;
  readonly ports: PortChooser;
  readonly clock: VirtualClock;
  readonly logger: Logger;
  readonly secrets: ReturnType<typeof memorySecrets>;
  /** The files in the folder of the chosen file. */
  readonly folder: ChosenFile[];
  /** The content of files by their name. All other files are short and empty. */
  readonly contents: Map<string, Uint8Array>;
  /** Folders that the user can choose, by name. */
  readonly folders: Map<string, FirmwareFolder>;
  configuredPort: string | null;
}

export function flowRig(initial?: PanelState): FlowRig {
  const [service, user, store] = [new FakeService(), new FakeUser(), new PanelStore(initial)];
  const readings = new ReadingStore(memoryStorage());
  const clock = new VirtualClock();
  const logger = { ...silentLogger };
  const common = { service, store, dialogs: user, readings, clock, speech: ENGLISH, logger };
  const secrets = memorySecrets();
  const keeper = new SecretKeeper(secrets, () => user.wantsKept(), silentLogger);
  const logins = new NetworkLogins(keeper);
  const folder: ChosenFile[] = [];
  const [reports, recovered]: [UpgradeReport[], string[]] = [[], []];
  const contents = new Map<string, Uint8Array>();
  const folders = new Map<string, FirmwareFolder>();
  const desk = new FirmwareSelector(
    service,
    {
      open: ({ name }) => Promise.resolve(bytesSource(name, contents.get(name) ?? new Uint8Array(128))),
      folder: ({ name }) => Promise.resolve(folders.get(name)),
      nearby: () => Promise.resolve(folder),
    },
    new ArchivePasswords(keeper, user),
  );
  const ports = new PortChooser({
    ...common,
    storage: memoryStorage(),
    notes: new PortNotes(memoryStorage()),
    names: new BoardNames(memoryStorage()),
    logins,
    configured: () => rig.configuredPort,
  });
  const work = new PortWork({
    tellBusy: () => user.tell(busyNotice(ENGLISH)),
    onEnding: () => store.dispatch({ type: 'cancelAsked' }),
    onSeveralEnding: () => store.dispatch({ type: 'severalStopping' }),
  });
  const examiner = new Inspector({ ...common, desk, logins, ports });
  const proven = new ProvenWays(memoryStorage());
  const planOptions = (): PlanOptions => ({ method: 'auto' });
  const lastFound = new LastFound(store);
  const fit = new FirmwareFit({ desk, lastFound, planOptions, speech: ENGLISH });
  const parts = { ...common, fit, work, desk, examiner, ports, proven, planOptions };
  const rehearsal = new RehearsalFlow(parts);
  const flow = new UpgradeFlow({ ...parts, rehearse: () => rehearsal.rehearse({ isAgreed: true }) });
  const several = new SeveralFlow({
    ...parts,
    logins,
    presence: { canonicalPort: (port) => Promise.resolve(port), isThere: () => Promise.resolve(false) },
    keepReport: ({ report }) => reports.push(report),
    upgradeAlone: (files, port, imei) => flow.upgrade(files, port, imei),
    recoverAlone: (port) => {
      recovered.push(port);
      return Promise.resolve();
    },
  });
  const rig: FlowRig = {
    several,
    reports,
    recovered,
    service,
    user,
    store,
    readings,
    flow,
    rehearsal,
    proven,
    work,
    examiner,
    desk,
    ports,
    clock,
    logger,
    secrets,
    folder,
    contents,
    folders,
    configuredPort: null,
  };
  return rig;
}
