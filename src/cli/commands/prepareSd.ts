import { dirname } from 'node:path';
import {
  belongTogether,
  type CardQuestion,
  type CardService,
  closeFiles,
  type PreparedCard,
} from '../../upgrade';
import { accepts } from '../options';
import {
  checkedFile,
  type FileOptions,
  gatherNeighbours,
  isFolder,
  listPlaces,
  passwordFor,
} from '../loadFirmware';
import type { CommandContext } from '../commandContext';
import { cliErrors } from '../errors';
import { EXIT_STATUS } from '../exitStatus';
import type { Terminal } from '../terminal';
import { shown } from '../shown';
import { isArchiveName } from '../../firmware/firmwareFolder';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import { gatherFirmware } from '../../firmware/gatherFirmware';

export interface PrepareSdOptions extends FileOptions {
  /** Questions that are answered with yes, by their names. */
  readonly accept?: readonly string[];
}

/** Copies checked firmware to an SD card in this computer. */
export async function prepareSdCommand(
  context: CommandContext,
  cards: CardService,
  folder: string,
  names: readonly string[],
  options: PrepareSdOptions,
): Promise<number> {
  const { terminal, signal, json, emit } = context;
  const files = await cardFiles(context, names, options);
  try {
    const onProgress = (): void => undefined;
    const confirmed = await confirm(context, await cards.questions({ folder, files }), options);
    const prepared = await cards.prepare({ folder, files, confirmed, onProgress }, signal);
    if (json) emit({ type: 'card', folder, ...prepared });
    else tell(terminal, folder, prepared);
    for (const doubt of prepared.findings) terminal.err(shown`${doubt}\n`);
    return EXIT_STATUS.done;
  } finally {
    await closeFiles(files);
  }
}

/** @throws CONFIRMATION_MISSING */
async function confirm(
  { terminal }: CommandContext,
  questions: readonly CardQuestion[],
  { accept = [] }: PrepareSdOptions,
): Promise<readonly CardQuestion[]> {
  for (const question of questions) {
    const asked = shown`${question.sentence} ${question.consequence}\nContinue anyway? [y/N] `;
    if (!accept.includes(question.id) && !accepts(await terminal.ask(asked)))
      throw cliErrors.cardNotConfirmed(question);
  }
  return questions;
}

function tell(terminal: Terminal, folder: string, { files, card }: PreparedCard): void {
  for (const { name, size, way } of files) {
    const what = way === 'present' ? 'already there, and identical' : `${size} bytes copied and compared`;
    terminal.out(shown`${name}: ${what}\n`);
  }
  terminal.out(
    card
      ? shown`Eject the card, put it into the board, and run the upgrade with --method sd and the same files.\n`
      : shown`The files are in ${folder}, which may not be an SD card.\n`,
  );
}

/**
 * What is to be on a card: files that are named, the other half where one of a pair is, and all that folders and archives hold.
 * @throws the FILE_, ARCHIVE_ and FOLDER_ errors
 */
async function cardFiles(
  context: CommandContext,
  names: readonly string[],
  options: FileOptions,
): Promise<readonly FirmwareImage[]> {
  const files: FirmwareImage[] = [];
  try {
    for (const name of names) {
      const isPlace = isArchiveName(name) || (await isFolder(name));
      files.push(...(isPlace ? await inPlace(context, name, options) : await named(context, name)));
    }
    return files;
  } catch (error) {
    await closeFiles(files);
    throw error;
  }
}

/** Unusable files in a folder or an archive are reported; they are a failure only if it contains nothing else. */
async function inPlace(
  context: CommandContext,
  place: string,
  options: FileOptions,
): Promise<readonly FirmwareImage[]> {
  const passwords = passwordFor(context, options);
  const { images, updaters, failures } = await gatherFirmware(
    await listPlaces([place]),
    passwords,
    context.signal,
  );
  const [trouble] = failures;
  if (trouble && images.length === 0 && updaters.length === 0) throw trouble.error;
  for (const { error } of failures) context.terminal.err(shown`${error.sentence}\n`);
  return [...images, ...updaters];
}

async function named(context: CommandContext, path: string): Promise<readonly FirmwareImage[]> {
  const file = await checkedFile(context, path);
  if (file.description.stepOfPair === null) return [file];
  try {
    const { images, updaters } = await gatherNeighbours(context, dirname(path));
    const other = images.find((image) => areHalves(file, image));
    await closeFiles([...images, ...updaters].filter((each) => each !== other));
    return other === undefined ? [file] : [file, other];
  } catch (error) {
    await file.source.close();
    throw error;
  }
}

function areHalves(one: FirmwareImage, other: FirmwareImage): boolean {
  const [first, second] = one.description.stepOfPair === 1 ? [one, other] : [other, one];
  return first.description.stepOfPair === 1 && belongTogether([first, second]);
}
