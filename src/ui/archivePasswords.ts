import type { AskPassword } from '../firmware/gatherFirmware';
import type { Dialogs } from './flow/dialogs';
import type { SecretKeeper } from './secretKeeper';

const KEY = 'archivePassword:';

/** The passwords of archives: the one that is known of each by its name, else the user's. */
export class ArchivePasswords {
  constructor(
    private readonly secrets: SecretKeeper,
    private readonly dialogs: Pick<Dialogs, 'askPassword'>,
  ) {}

  readonly ask: AskPassword = async (archive, wrong) => {
    const key = KEY + archive;
    if (wrong) await this.wasWrong(archive);
    const known = await this.secrets.find(key);
    if (known !== undefined) return known;
    const password = await this.dialogs.askPassword(archive, wrong);
    if (password !== undefined) this.secrets.give(key, password);
    return password;
  };

  /** What was given for it last does not open it. */
  async wasWrong(archive: string): Promise<void> {
    await this.secrets.wasWrong(KEY + archive);
  }

  /** An archive of that name is open. */
  worked(archive: string): void {
    this.secrets.worked(KEY + archive);
  }
}
