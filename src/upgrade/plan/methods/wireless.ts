import { phrase } from '../../../base/phrase';
import { whyUnusable } from '../../../board/boardRelease';
import { isNetworkPort } from '../../../transport/networkAddress';
import { MIRROR_MEANS_UART, refusal, refusalFor } from '../refusal';
import type { Method } from './method';
import { onBoardSteps } from './onBoard';

/** A differential image goes to `/flash` by FTP; a command over Telnet makes the board upgrade its modem. */
export const wirelessMethod: Method = {
  name: 'wireless',
  impossible(finding) {
    if (finding.kind === 'modem') return MIRROR_MEANS_UART;
    if (!isNetworkPort(finding.port)) {
      return refusal(
        'wireless-needs-an-address',
        phrase('{port} is a serial port, not a network address.', { port: finding.port }),
        phrase('Use the board’s address as the port: telnet://micro:python@192.168.4.1'),
      );
    }
    const obstacle = whyUnusable(finding.board);
    return obstacle && refusalFor(obstacle);
  },
  steps: (journey) => onBoardSteps(journey, '/flash', true),
};
