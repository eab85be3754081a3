import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { phrase } from '../../base/phrase';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import {
  type ChosenFile,
  filesOfChoice,
  type Finding,
  type FirmwareChoice,
  type FirmwareSelector,
  type UpgradeEvent,
  upgradeErrors,
  type UpgradeService,
} from '../../upgrade';
import type { NetworkLogins } from '../networkLogins';
import type { CheckedFile } from '../panel/panelState';
import type { PanelStore } from '../panel/panelStore';
import { isUnderWay } from '../panel/severalState';
import { readingOf } from '../reading';
import type { ReadingStore } from '../readingStore';
import type { Speech } from '../speech';
import type { PortChooser } from './portChooser';

export interface InspectorDeps {
  readonly service: UpgradeService;
  readonly store: PanelStore;
  readonly desk: FirmwareSelector;
  readonly readings: ReadingStore;
  readonly logins: NetworkLogins;
  readonly ports: Pick<PortChooser, 'nothingAt' | 'movedTo'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly speech: Speech;
}

/** Looks at files and at modems; whatever shows them, the panel, the status bar and the view, learns what was found. */
export class Inspector {
  constructor(private readonly needs: InspectorDeps) {}

  /** @throws what `FirmwareSelector.check` throws */
  async files(chosen: readonly ChosenFile[], signal: AbortSignal): Promise<FirmwareChoice> {
    const { store, desk } = this.needs;
    const files = chosen.map(({ name }) => name).join(', ');
    store.dispatch({ type: 'began', activity: phrase('Checking {files}', { files }), chosen });
    const choice = await desk.check(chosen, signal);
    store.dispatch({ type: 'checked', files: checkedFiles(filesOfChoice(choice)) });
    return choice;
  }

  /** What is at the port, and nothing else: what an earlier upgrade left on show is cleared away. */
  async portAlone(port: string, signal: AbortSignal, imei: string | null = null): Promise<Finding> {
    this.needs.store.dispatch({ type: 'began', activity: phrase('Reading the modem'), chosen: [] });
    return this.port(port, signal, imei);
  }

  /**
   * @param imei of the board that is meant; null where whatever is at the port is
   * @throws what the service's `inspect` throws; PORT_IN_USE_BY_SESSION where a batch works with the board; ANOTHER_BOARD
   */
  async port(port: string, signal: AbortSignal, imei: string | null = null): Promise<Finding> {
    const { store, clock, readings, logins } = this.needs;
    // One flow for each port.
    if (isUnderWay(store.state.several, port)) throw upgradeErrors.portInUse(port);
    store.dispatch({ type: 'reading', activity: phrase('Reading the modem at {port}', { port }), port });
    const finding = await this.inspect(port, signal);
    const at = clock.wallTime();
    store.dispatch({ type: 'found', finding, at });
    if (finding.kind !== 'silent') logins.worked(port);
    const reading = readingOf(finding, at);
    if (reading !== null) readings.keep(reading);
    const read = finding.kind === 'silent' ? null : finding.modem.imei;
    if (imei !== null && read !== null && read !== imei) throw upgradeErrors.notThatBoard(imei, read);
    return finding;
  }

  /** What could not be read, or was given up by the user, may be the wrong port. */
  private async inspect(port: string, signal: AbortSignal): Promise<Finding> {
    const { service, ports } = this.needs;
    let finding: Finding | undefined;
    try {
      finding = await service.inspect(port, this.onEvent, signal);
      return finding;
    } finally {
      if (finding === undefined || finding.kind === 'silent') ports.nothingAt(port);
    }
  }

  /** The board that is worked with came back under another name of its port: the window follows it. */
  boardMoved(port: string): void {
    const { store, ports, readings } = this.needs;
    const from = store.state.port;
    if (from === null) return;
    ports.movedTo(port, from);
    readings.move(from, port);
  }

  /** For whatever happens at a port. */
  readonly onEvent = (event: UpgradeEvent): void => {
    const { store, clock, logger, speech } = this.needs;
    // The output channel and the panel's log say the same.
    if (event.type === 'notice') logger.info(speech.render(event.text));
    if (event.type === 'moved') this.boardMoved(event.port);
    if (event.type === 'wait') logger.info(speech.render(event.reason));
    store.dispatch({ type: 'event', event, at: clock.wallTime() });
  };
}

export function checkedFiles(files: readonly FirmwareImage[]): CheckedFile[] {
  return files.map(({ source, description }) => ({ name: source.name, description }));
}
