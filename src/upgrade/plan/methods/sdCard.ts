import { phrase } from '../../../base/phrase';
import { whyUnusable } from '../../../board/boardRelease';
import { isNetworkPort } from '../../../transport/networkAddress';
import { MIRROR_MEANS_UART, refusal, refusalFor } from '../refusal';
import type { Method } from './method';
import { onBoardSteps } from './onBoard';

/** The files go to the SD card in the board, and the board upgrades its modem from there. */
export const sdCardMethod: Method = {
  name: 'sd',
  impossible(finding) {
    if (finding.kind === 'modem') return MIRROR_MEANS_UART;
    const obstacle = whyUnusable(finding.board);
    if (obstacle) return refusalFor(obstacle);
    const { sdCard } = finding.board;
    if (sdCard.state === 'absent') {
      return refusal(
        'no-card',
        phrase('There is no SD card in the board.'),
        phrase('Insert a card, or use UART.'),
      );
    }
    if (sdCard.state === 'unreadable') {
      return refusal(
        'card-unreadable',
        phrase('The board can’t read its SD card.'),
        phrase('Format the card as FAT32 with one partition, or use UART.'),
      );
    }
    return undefined;
  },
  steps: (journey) => onBoardSteps(journey, '/sd', isNetworkPort(journey.finding.port)),
};
