import type { MethodName } from '../../upgrade';
import { pick, type PickItem } from '../dialogs/pick';
import { label } from '../escaped';
import { settings } from '../settings';
import type { Speech } from '../speech';

interface MethodItem extends PickItem {
  readonly method: MethodName | 'auto';
}

/**
 * Asks for the method by which the firmware gets to the modem, and keeps it as the user's setting.
 * @returns whether one was chosen
 */
export async function chooseMethod(speech: Speech): Promise<boolean> {
  const used = settings.method();
  const items = methodItems(speech).map((item) =>
    item.method === used ? { ...item, description: speech.translate('used now') } : item,
  );
  const title = speech.translate('Method: how the firmware gets to the modem');
  const chosen = await pick(items, {
    title,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (chosen !== undefined) await settings.keepMethod(chosen.method);
  return chosen !== undefined;
}

function methodItems(speech: Speech): MethodItem[] {
  return [
    {
      method: 'auto',
      label: label(null, speech.translate('Automatic')),
      detail: speech.translate('The fastest method that the board and the files allow.'),
    },
    {
      method: 'flash',
      label: label(null, speech.translate('Board’s flash memory')),
      detail: speech.translate('For small images. The board then works alone; the cable may be slow.'),
    },
    {
      method: 'sd',
      label: label(null, speech.translate('SD card')),
      detail: speech.translate(
        'For images of any size, from a card in the board. The card is not formatted.',
      ),
    },
    {
      method: 'uart',
      label: label(null, speech.translate('Serial port')),
      detail: speech.translate('For images of any size, without a card. You unplug the board afterwards.'),
    },
    {
      method: 'wireless',
      label: label(null, speech.translate('Wi-Fi')),
      detail: speech.translate('Without a cable, for small images.'),
    },
  ];
}
