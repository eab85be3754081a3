/** What a report needs besides the upgrade itself. */
export interface ReportOptions {
  readonly extensionVersion: string;
  readonly editor: string;
  readonly platform: string;
  /** Whether the user wants the modem's IMEI in it. */
  readonly withImei: boolean;
}
