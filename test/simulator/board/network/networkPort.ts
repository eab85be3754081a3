/** The board's servers as `network.Server` of its Python knows them. */
export interface NetworkPort {
  readonly running: boolean;
  start(login: readonly [user: string, password: string], timeoutSeconds: number): Promise<void>;
  stop(): Promise<void>;
}
