/** The board’s servers, as its Python class `network.Server` uses them. */
export interface NetworkPort {
  readonly running: boolean;
  start(login: readonly [user: string, password: string], timeoutSeconds: number): Promise<void>;
  stop(): Promise<void>;
}
