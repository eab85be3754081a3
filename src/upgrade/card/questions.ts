import { type Phrase, phrase } from '../../base/phrase';
import type { CardPlace } from './cardPlace';

/** What is done to a card, or to what may be none, only when a person agreed to it. */
export interface CardQuestion {
  /** As `--accept` takes it. */
  readonly id: CardQuestionId;
  /** The file it is about. */
  readonly file: string | null;
  readonly sentence: Phrase;
  readonly consequence: Phrase;
}

export const CARD_QUESTIONS = ['any-folder', 'replace'] as const;
export type CardQuestionId = (typeof CARD_QUESTIONS)[number];

/** Whether somebody agreed to this very thing. */
export function isConfirmed(question: CardQuestion, confirmed: readonly CardQuestion[]): boolean {
  return confirmed.some(({ id, file }) => id === question.id && file === question.file);
}

/** For a place that is not known to be a removable FAT drive. */
export function placeQuestion(folder: string, place: CardPlace): CardQuestion {
  return {
    id: 'any-folder',
    file: null,
    sentence: whyNoCard(folder, place),
    consequence: phrase('The files would be copied there, but the board reads only FAT32 cards.'),
  };
}

function whyNoCard(folder: string, { fileSystem, removable }: CardPlace): Phrase {
  if (fileSystem === 'exfat')
    return phrase('{folder} is formatted as exFAT, which the board can’t read. Format the card as FAT32.', {
      folder,
    });
  if (fileSystem === 'other')
    return phrase('{folder} isn’t a FAT card; the board reads only FAT32.', { folder });
  return removable === false
    ? phrase('{folder} isn’t a removable drive, so it’s probably not the SD card.', { folder })
    : phrase('Your computer doesn’t report whether {folder} is an SD card.', { folder });
}

export function replaceQuestion(file: string, size: number): CardQuestion {
  return {
    id: 'replace',
    file,
    sentence: phrase('The folder already contains a different {file} of {size} bytes.', { file, size }),
    consequence: /\.elf$/i.test(file)
      ? phrase('It will be replaced, although images from another archive may need it.')
      : phrase('It will be replaced.'),
  };
}
