/** An extension that is installed beside this one. */
export interface InstalledExtension {
  readonly isActive: boolean;
  /** As in its manifest; empty when it has none. */
  readonly version: string;
}

/** Other extensions, as far as they run in the same extension host: functions and objects cannot go to another one. */
export interface ExtensionHost {
  extension(id: string): InstalledExtension | undefined;
  /** Every command that can be called now. */
  commands(): Promise<readonly string[]>;
  call(command: string, ...args: readonly unknown[]): Promise<unknown>;
}
