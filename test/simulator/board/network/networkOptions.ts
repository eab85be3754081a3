/** A fault that happens once, as data. */
export interface NetworkFaults {
  /** The data connection of the next upload breaks after this many bytes. */
  cutDataAt?: number;
  /** The same, but the server treats it as the end of the file and reports success, as the firmware does. */
  endDataAt?: number;
  /** The next upload is written with its first byte changed, without an error. */
  spoilsData?: boolean;
  /** The Telnet connection breaks as soon as the board has printed this text. */
  dropTelnetAfter?: string;
  /** This many logins are refused, whatever the password. */
  refusedLogins?: number;
  /** The text that the FTP server repeats without an end instead of its greeting. */
  ftpFloods?: string;
  /** The address that PASV always gives; the board’s own by default. */
  passiveHost?: string;
}

export interface NetworkOptions {
  readonly login: { readonly user: string; readonly password: string };
  /** 0 chooses a free port. A real board has 23 and 21. */
  readonly telnetPort: number;
  readonly ftpPort: number;
  /** A client that sends nothing for this long is disconnected. */
  readonly inactivityMs: number;
  /** An upload without data for this long is given up. */
  readonly dataTimeoutMs: number;
  /** Time the board takes for each 512 bytes of a file. */
  readonly pieceMs: number;
  readonly faults: NetworkFaults;
  /** FTP commands that this server lacks, in addition to those that the firmware lacks. */
  readonly ftpRefuses: readonly string[];
  /** How PASV puts its numbers. */
  readonly passiveForm: 'parentheses' | 'sentence' | 'bare';
  /** The texts of Telnet. Without `user` it asks for no login. */
  readonly telnetWords: {
    readonly user: string | null;
    readonly password: string;
    readonly welcome: string;
  };
  readonly telnetBufferBytes: number;
}

/** Sources: the firmware's serverstask.h (login, inactivity) and ftp.c (data time-out, a turn of the server every 4 ms). */
export const NETWORK_DEFAULTS: NetworkOptions = {
  login: { user: 'micro', password: 'python' },
  telnetPort: 0,
  ftpPort: 0,
  inactivityMs: 300_000,
  dataTimeoutMs: 10_000,
  pieceMs: 0.4,
  faults: {},
  ftpRefuses: [],
  passiveForm: 'parentheses',
  telnetWords: {
    user: 'Login as: ',
    password: 'Password: ',
    welcome: '\r\nLogin succeeded!\r\nType "help()" for more information.\r\n',
  },
  telnetBufferBytes: 256,
};
