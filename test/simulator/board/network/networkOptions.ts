/** What goes wrong once, as data. */
export interface NetworkFaults {
  /** The data connection of the next upload breaks behind this many bytes. */
  cutDataAt?: number;
  /** The same, but the server takes it for the end of the file and says that all is well, as the firmware does. */
  endDataAt?: number;
  /** The next upload is written with its first byte changed, and nobody says so. */
  spoilsData?: boolean;
  /** The Telnet connection breaks as soon as the board has printed this text. */
  dropTelnetAfter?: string;
  /** This many logins are refused, whatever the password. */
  refusedLogins?: number;
  /** What the FTP server says without an end, in place of its greeting. */
  ftpFloods?: string;
  /** What PASV answers as its address, always; absent, it is the board's own. */
  passiveHost?: string;
}

export interface NetworkOptions {
  readonly login: { readonly user: string; readonly password: string };
  /** 0 takes a free one. A real board has 23 and 21. */
  readonly telnetPort: number;
  readonly ftpPort: number;
  /** A client that sends nothing for this long is sent away. */
  readonly inactivityMs: number;
  /** An upload that brings nothing for this long is given up. */
  readonly dataTimeoutMs: number;
  /** Time the board takes for each 512 bytes of a file. */
  readonly pieceMs: number;
  readonly faults: NetworkFaults;
  /** FTP commands that it does not know, besides those the firmware has not. */
  readonly ftpRefuses: readonly string[];
  /** How PASV puts its numbers. */
  readonly passiveForm: 'parentheses' | 'sentence' | 'bare';
  /** What Telnet asks and says; without `user` it asks for no login. */
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
