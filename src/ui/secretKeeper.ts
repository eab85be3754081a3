import type { Logger } from '../base/logger';

/** VS Code's secret storage, as far as it is used here. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

interface Given {
  readonly secret: string;
  readonly offered: boolean;
}

/**
 * Passwords that the user gave. They serve this window at once; VS Code keeps one that has worked, when the user wants
 * that. Nothing waits for that answer: the question is a notification, which may go away without one.
 */
export class SecretKeeper {
  private readonly given = new Map<string, Given>();

  constructor(
    private readonly secrets: Secrets,
    private readonly wantsKept: () => Promise<boolean>,
    private readonly logger: Logger,
  ) {}

  /** What was given in this window, else what was kept. */
  async find(key: string): Promise<string | undefined> {
    return this.given.get(key)?.secret ?? (await this.secrets.get(key));
  }

  /** The user gave this one. Whether it is right is not known yet. */
  give(key: string, secret: string): void {
    this.given.set(key, { secret, offered: false });
  }

  async wasWrong(key: string): Promise<void> {
    this.given.delete(key);
    await this.secrets.delete(key);
  }

  /** It was right. What was kept in its place is not; the new one is offered to be kept, once. */
  worked(key: string): void {
    const given = this.given.get(key);
    if (given === undefined || given.offered) return;
    this.given.set(key, { ...given, offered: true });
    this.offer(key, given.secret).catch((error: unknown) =>
      this.logger.warn(`a password could not be kept: ${String(error)}`),
    );
  }

  private async offer(key: string, secret: string): Promise<void> {
    const kept = await this.secrets.get(key);
    if (kept === secret) return;
    if (kept !== undefined) await this.secrets.delete(key);
    if (await this.wantsKept()) await this.secrets.store(key, secret);
  }
}
