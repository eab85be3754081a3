import { render } from '../../base/phrase';
import type { CardService } from '../../upgrade/card/cardService';
import type { CommandContext } from '../commandContext';
import { EXIT_STATUS } from '../exitStatus';
import { openFileSource } from '../../firmware/fileSource';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import { json } from '../terminal';

/** Copies checked firmware to an SD card in this computer. */
export async function prepareSdCommand(
  { service, terminal, signal, json: asJson }: CommandContext,
  cards: CardService,
  folder: string,
  files: readonly string[],
): Promise<number> {
  const checked: FirmwareImage[] = [];
  try {
    for (const file of files) checked.push(await service.check(await openFileSource(file)));
    const onProgress = (): void => undefined;
    const prepared = await cards.prepare({ folder, files: checked, onProgress }, signal);
    if (asJson) {
      json(terminal, { type: 'card', folder, ...prepared });
    } else {
      for (const { name, size, way } of prepared.files) {
        terminal.out(
          `${name}: ${way === 'present' ? 'there already, byte for byte' : `${size} bytes copied and compared`}\n`,
        );
      }
      terminal.out(
        'Eject the card, put it into the board, and run the upgrade with --method sd and the same files.\n',
      );
    }
    for (const doubt of prepared.doubts) terminal.err(`${render(doubt)}\n`);
    return EXIT_STATUS.done;
  } finally {
    for (const { source } of checked) await source.close();
  }
}
