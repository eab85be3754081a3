import type { Phrase } from '../../base/phrase';
import type { CardService } from '../../upgrade/card/cardService';
import type { CommandContext } from '../commandContext';
import { cliErrors } from '../errors';
import { EXIT_STATUS } from '../exitStatus';
import { tellSilence } from '../tellWait';

/** What must be typed, whole. */
const WORD = 'format';

/**
 * Empties the SD card in the board, after its content was shown and the word was typed.
 * @throws CONFIRMATION_MISSING, and those of `CardService.format`
 */
export async function formatSdCommand(
  context: CommandContext,
  cards: CardService,
  { port }: { readonly port: string },
): Promise<number> {
  const { terminal, signal, json } = context;
  const onSilence = (reason: Phrase): void => tellSilence(context, reason);
  const content = await cards.content(port, onSilence, signal);
  const files = content.state === 'readable' ? content.files : [];
  if (json) context.emit({ type: 'cardContent', state: content.state, files });
  else if (content.state === 'readable') {
    terminal.out(files.length === 0 ? 'The card is empty.\n' : 'On the card:\n');
    for (const { path, size } of files) terminal.out(`  ${path}  ${size} bytes\n`);
  } else terminal.out(`The card is ${content.state}.\n`);
  const answer = await terminal.ask(`Everything on the card will be lost. Type "${WORD}" to go on: `);
  if (answer?.trim() !== WORD) throw cliErrors.cardNotFormatted(WORD);
  await cards.format(port, onSilence, signal);
  if (json) context.emit({ type: 'cardFormatted' });
  else terminal.out('The card is empty now.\n');
  return EXIT_STATUS.done;
}
