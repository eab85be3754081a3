import { boardErrors } from '../../board/errors';
import type { CardService } from '../../upgrade';
import type { CommandContext } from '../commandContext';
import { cliErrors } from '../errors';
import { EXIT_STATUS } from '../exitStatus';
import { tellSilence } from '../tellWait';
import { shown } from '../shown';

/** What must be typed, whole. */
const WORD = 'format';

/**
 * Empties the SD card in the board, after its content was shown and the word was typed.
 * @throws CONFIRMATION_MISSING, BOARD_SD_CARD where there is none, and those of `CardService.format`
 */
export async function formatSdCommand(
  context: CommandContext,
  cards: CardService,
  { port }: { readonly port: string },
): Promise<number> {
  const { terminal, signal, json } = context;
  const onSilence = tellSilence(context);
  const card = await cards.content(port, onSilence, signal);
  // Nobody is asked to give up what is not there.
  if (card.state === 'absent') throw boardErrors.sdCard(card.state);
  const files = card.state === 'readable' ? card.files : [];
  if (json) context.emit({ type: 'cardContent', state: card.state, files });
  else if (card.state === 'readable') {
    terminal.out(files.length === 0 ? shown`The card is empty.\n` : shown`On the card:\n`);
    for (const { path, size } of files) terminal.out(shown`  ${path}  ${size} bytes\n`);
  } else terminal.out(shown`The board can’t read the card.\n`);
  const answer = await terminal.ask(shown`Everything on the card will be lost. Type "${WORD}" to continue: `);
  if (answer?.trim() !== WORD) throw cliErrors.cardNotFormatted(WORD);
  await cards.format(port, onSilence, signal);
  if (json) context.emit({ type: 'cardFormatted' });
  else terminal.out(shown`The card is empty now.\n`);
  return EXIT_STATUS.done;
}
