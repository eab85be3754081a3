import type { CardService } from '../../upgrade/card/cardService';
import type { PreparedCard } from '../../upgrade/card/prepareCard';
import type { CardQuestion } from '../../upgrade/card/questions';
import { cardFiles } from '../cardFiles';
import { accepts } from '../accepts';
import { closeFiles } from '../checkedFile';
import type { CommandContext } from '../commandContext';
import { cliErrors } from '../errors';
import { EXIT_STATUS } from '../exitStatus';
import type { FileOptions } from '../loadFirmware';
import type { Terminal } from '../terminal';
import { shown } from '../shown';

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
    for (const doubt of prepared.doubts) terminal.err(shown`${doubt}\n`);
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
    const asked = shown`${question.sentence} ${question.consequence}\nGo on all the same? [y/N] `;
    if (!accept.includes(question.id) && !accepts(await terminal.ask(asked)))
      throw cliErrors.cardNotConfirmed(question);
  }
  return questions;
}

function tell(terminal: Terminal, folder: string, { files, card }: PreparedCard): void {
  for (const { name, size, way } of files) {
    const what = way === 'present' ? 'there already, byte for byte' : `${size} bytes copied and compared`;
    terminal.out(shown`${name}: ${what}\n`);
  }
  terminal.out(
    card
      ? shown`Eject the card, put it into the board, and run the upgrade with --method sd and the same files.\n`
      : shown`The files are in ${folder}, which is not known to be an SD card.\n`,
  );
}
