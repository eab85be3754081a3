import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { boardErrors } from '../../board/errors';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import type { CardQuestion, CardService, ChosenFile, FirmwareSelector, OnSilence } from '../../upgrade';
import { failureToTell } from '../failures';
import type { Inspector } from '../flow/inspector';
import type { PortChooser } from '../flow/portChooser';
import type { PanelStore } from '../panel/panelStore';
import type { PortWork } from '../portWork';
import type { Speech } from '../speech';
import { failureNotice } from '../texts/notices';
import { waitingText } from '../texts/progressText';
import type { CardDialogs } from './cardDialogs';

export interface CardFlowDeps {
  readonly cards: CardService;
  readonly work: PortWork;
  readonly store: PanelStore;
  readonly dialogs: CardDialogs;
  readonly desk: FirmwareSelector;
  readonly examiner: Inspector;
  readonly ports: Pick<PortChooser, 'choose'>;
  readonly clock: Pick<Clock, 'wallTime'>;
  readonly logger: Logger;
  readonly speech: Speech;
}

interface Place {
  readonly folder: string;
  /** What is agreed to with it. */
  readonly confirmed: readonly CardQuestion[];
}

/** "Prepare an SD card" in this computer, and "Format the SD card in the board". */
export class CardFlow {
  constructor(private readonly needs: CardFlowDeps) {}

  /** @param chosen files, folders or archives that were pointed at; without them the user is asked */
  prepare(chosen?: readonly ChosenFile[]): Promise<void> {
    return this.runExclusive(async (signal) => {
      const { cards, dialogs, examiner, desk, speech } = this.needs;
      const picked = chosen ?? (await dialogs.pickFirmware());
      if (picked === undefined) return;
      const files = await desk.allOf(await examiner.files(picked, signal), signal);
      try {
        const place = await this.choosePlace(files);
        if (place === undefined) return;
        const { folder, confirmed } = place;
        for (const question of confirmed)
          if (!isPlace(question) && !(await dialogs.confirmPreparing(question))) return;
        const { card, findings } = await dialogs.busy(
          confirmed.some(isPlace)
            ? speech.translate('Copying to {folder}', { folder })
            : speech.translate('Copying to the card'),
          signal,
          (say, cancelled) => {
            const onProgress = (file: string, bytes: number, total: number): void =>
              say(`${file} · ${Math.floor((100 * bytes) / total)} %`);
            return cards.prepare({ folder, files, confirmed, onProgress }, cancelled);
          },
        );
        for (const doubt of findings)
          dialogs.tell({ level: 'warning', text: speech.render(doubt), buttons: [] });
        const text = card
          ? speech.translate(
              'The card is ready. Eject it, put it into the board, and start the upgrade. It finds the files on the card.',
            )
          : speech.translate('The files are in {folder}, which may not be an SD card.', { folder });
        dialogs.tell({ level: card ? 'info' : 'warning', text, buttons: card ? ['upgradeThis'] : [] });
      } finally {
        for (const { source } of files) await source.close();
      }
    });
  }

  /** What is no removable FAT drive is refused, unless it is chosen again. */
  private async choosePlace(files: readonly FirmwareImage[]): Promise<Place | undefined> {
    const { cards, dialogs } = this.needs;
    let refused: string | undefined;
    for (;;) {
      const folder = await dialogs.pickDrive(await cards.drives());
      if (folder === undefined) return undefined;
      const confirmed = await cards.questions({ folder, files });
      const objection = confirmed.find(isPlace);
      if (objection === undefined || folder === refused) return { folder, confirmed };
      refused = folder;
      if (!(await dialogs.chooseAgain(objection))) return undefined;
    }
  }

  format(): Promise<void> {
    return this.runExclusive(async (signal) => {
      const { cards, dialogs, ports, clock, speech } = this.needs;
      const port = await ports.choose();
      if (port === undefined) return;
      const onSilence =
        (say: (text: string) => void): OnSilence =>
        (reason, ms) =>
          say(waitingText(speech, reason, ms, clock.wallTime()));
      const card = await dialogs.busy(speech.translate('Reading the card'), signal, (say, cancelled) =>
        cards.content(port, onSilence(say), cancelled),
      );
      // Nobody is asked to give up what is not there.
      if (card.state === 'absent') throw boardErrors.sdCard(card.state);
      if (!(await dialogs.confirmFormat(card))) return;
      await dialogs.busy(speech.translate('Formatting the card'), signal, (say, cancelled) =>
        cards.format(port, onSilence(say), cancelled),
      );
      dialogs.tell({ level: 'info', text: speech.translate('The card is empty now.'), buttons: [] });
    });
  }

  private async runExclusive(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { dialogs, store, logger, speech } = this.needs;
    try {
      await this.needs.work.runExclusive(work);
    } catch (error) {
      // Of the panel this may have begun to use: what is known already stays on show.
      if (store.state.stage === 'busy') store.dispatch({ type: 'stopped' });
      const failure = failureToTell(error, logger);
      if (failure !== null) dialogs.tell(failureNotice(speech, failure));
    }
  }
}

function isPlace({ id }: CardQuestion): boolean {
  return id === 'any-folder';
}
