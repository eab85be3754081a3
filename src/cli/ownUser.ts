import { cliErrors } from './errors';

/**
 * Root's journal lies in another folder, or nobody else can read it there: the user's windows would not know of what was begun, and interrupt
 * it. Whoever is nobody but root has no such windows.
 * @throws STARTED_BY_SUDO
 */
export function requireOwnUser(
  environment: Readonly<Record<string, string | undefined>>,
  uid: number | undefined,
): void {
  const { SUDO_UID: user = '' } = environment;
  if (uid === 0 && user !== '' && user !== '0') throw cliErrors.startedBySudo();
}
