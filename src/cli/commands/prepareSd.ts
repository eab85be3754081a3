import { render } from '../../base/phrase';
import type { CardService } from '../../upgrade/card/cardService';
import type { PreparedCard } from '../../upgrade/card/prepareCard';
import { cardFiles } from '../cardFiles';
import { closeFiles } from '../checkedFile';
import type { CommandContext } from '../commandContext';
import { EXIT_STATUS } from '../exitStatus';
import type { FileOptions } from '../loadFirmware';
import type { Terminal } from '../terminal';

/** Copies checked firmware to an SD card in this computer. */
export async function prepareSdCommand(
  context: CommandContext,
  cards: CardService,
  folder: string,
  names: readonly string[],
  options: FileOptions,
): Promise<number> {
  const { terminal, signal, json, emit } = context;
  const files = await cardFiles(context, names, options);
  try {
    const onProgress = (): void => undefined;
    const prepared = await cards.prepare({ folder, files, onProgress }, signal);
    if (json) emit({ type: 'card', folder, ...prepared });
    else tell(terminal, prepared);
    for (const doubt of prepared.doubts) terminal.err(`${render(doubt)}\n`);
    return EXIT_STATUS.done;
  } finally {
    await closeFiles(files);
  }
}

function tell(terminal: Terminal, { files }: PreparedCard): void {
  for (const { name, size, way } of files) {
    const what = way === 'present' ? 'there already, byte for byte' : `${size} bytes copied and compared`;
    terminal.out(`${name}: ${what}\n`);
  }
  terminal.out(
    'Eject the card, put it into the board, and run the upgrade with --method sd and the same files.\n',
  );
}
