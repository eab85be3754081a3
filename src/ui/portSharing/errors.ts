import { phrase } from '../../base/phrase';
import { UpgradeError } from '../../base/upgradeError';

/** The port's failures, with the name of the extension that holds it. */
export const portErrors = {
  heldBy: (port: string, holder: string, cause: UpgradeError): UpgradeError =>
    new UpgradeError({
      code: 'PORT_BUSY',
      category: 'badInput',
      sentence: phrase('{holder} is using the port {port} and didn’t release it.', { holder, port }),
      remedy: phrase(
        'If {holder} is running a program on the board, wait until it ends or stop it, but never stop a modem upgrade. Then disconnect the board in {holder}, and try again.',
        { holder },
      ),
      cause,
    }),
  takenBy: (port: string, holder: string, cause: UpgradeError): UpgradeError =>
    new UpgradeError({
      code: 'PORT_UNPLUGGED',
      sentence: phrase('{holder} opened the port {port} while it was in use, and the connection was lost.', {
        holder,
        port,
      }),
      remedy: phrase(
        'Disconnect the board in {holder}, turn off its automatic connection there, and try again.',
        { holder },
      ),
      cause,
    }),
};
