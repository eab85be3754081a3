import { phrase } from '../../../base/phrase';
import { whyUnusable } from '../../../board/boardRelease';
import { isNetworkPort } from '../../../transport/networkAddress';
import { MIRROR_MEANS_UART, refusal, refusalFor } from '../refusal';
import type { Method } from './method';
import { onBoardSteps } from './onBoard';

/** A differential image goes to `/flash` over the REPL, and the board upgrades its modem. */
export const flashMethod: Method = {
  name: 'flash',
  impossible(finding) {
    if (finding.kind === 'modem') return MIRROR_MEANS_UART;
    if (isNetworkPort(finding.port)) {
      return refusal(
        'flash-needs-a-cable',
        phrase('Over the network, files are copied to the board by FTP.'),
        phrase('Use the wireless method.'),
      );
    }
    const obstacle = whyUnusable(finding.board);
    return obstacle && refusalFor(obstacle);
  },
  steps: (journey) => onBoardSteps(journey, '/flash', false),
};
