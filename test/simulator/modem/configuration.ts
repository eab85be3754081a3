import type { ModemBehaviour } from './behaviour';
import type { Fault } from './fault';
import { STATE, type State } from './bootState';

export type Family = 'CAT-M1' | 'NB-IoT';

/** The form of the answer to `AT!="showver"`. All of them were seen in the field. */
export type VersionStyle = 'plain' | 'withoutVersion' | 'buildForm' | 'emptyUe' | 'blankLines';

/** A pause in answering while the modem erases or finishes its flash. */
export interface Pause {
  /** The fraction of the image after which the pause comes, 0 to 1. */
  readonly at: number;
  readonly ms: number;
}

export interface ModemConfiguration {
  readonly state: State;
  /** Rate at power-on in recovery, bits per second, until `AT+IPR`. */
  readonly recoveryBaudRate: number;
  readonly baudRate: number;
  readonly family: Family;
  readonly version: string;
  readonly build: string;
  readonly ue: string;
  readonly imei: string;
  /** Build of Bootloader0. A factory one (33080) accepts no full image without a loaded updater. */
  readonly bootrom: string;
  /** What the modem does with a full image on the factory bootrom when no updater was loaded. */
  readonly withoutUpdater: 'refused' | 'taken';
  readonly versionStyle: VersionStyle;
  /** The modem’s version after an image without a version text. */
  readonly nextImage: { readonly version?: string; readonly build?: string; readonly base?: string };

  /** The longest STP frame that the modem announces, header included. */
  readonly maximumTransfer: number;
  readonly loaderMaximumTransfer: number;
  /** The announcement of a longer block is accepted, and then the block is ignored or refused. */
  readonly largestBlock: { readonly bytes: number; readonly above: 'silent' | 'refuse' } | null;
  /** The CRC fields of a response; zero means "not checked". */
  readonly answerCrcs: 'zero' | 'filled';
  /** How many unprocessed bytes the modem can hold. More bytes are lost. */
  readonly inputBufferBytes: number;

  /** States in which characters are echoed until `ATE0`. */
  readonly echoIn: readonly State[];
  readonly lineEndsBeforeOk: 1 | 2;
  readonly lineEnd: '\r\n' | '\n' | '\r' | '\r\r\n';
  /** Whether an AT answer begins with a line end. */
  readonly leadingLineEnd: boolean;
  /** How an AT answer appears on the wire: once, twice, or with NUL bytes after it. */
  readonly answerForm: 'once' | 'twice' | 'tailed';
  /** The answer to `ATI1`: two lines, after the vendor’s name, with empty lines between them, or none. */
  readonly identification: 'plain' | 'vendor' | 'blankLines' | 'missing';
  /** Whether an answer in recovery lacks the line end before it. */
  readonly recoveryLeadingLineEnd: boolean;
  /** A PPP session is open: everything is data, except `+++` with a second of silence on both sides. */
  readonly dataSession: boolean;
  readonly reportPrefix: string;
  /** The first answer to `AT+SMUPGRADE?`, which an earlier upgrade may have left. */
  readonly initialReport: string;
  /** Whether a new transfer clears that report. */
  readonly forgetsReport: boolean;

  readonly answerMs: number;
  readonly bootMs: number;
  /** The time from the end of the updater’s transfer to its first answer. */
  readonly updaterWakeMs: number;
  /** How long the modem still runs its firmware after the command to apply an image. */
  readonly lingerMs: number;
  readonly applyMs: number;
  readonly silentWhileApplying: boolean;
  /** How long the modem is silent after `AT+SQNSUPGRADENTF="started"`. */
  readonly notifySilenceMs: number;
  readonly pauses: readonly Pause[];
  /** States whose start the modem reports with `+SYSSTART`. */
  readonly announcesStartIn: readonly State[];
  /** How long before it accepts commands the modem reports its start, milliseconds. */
  readonly announcesEarlierMs: number;
  /** Sent in front of `+SYSSTART`. */
  readonly noiseAfterReset: Uint8Array;
  /** The modem’s state after a power cut during writing, unless its boot mode is recovery. */
  readonly afterPowerCut: 'recovery' | 'updater' | 'bricked';
  /** The modem’s state after a differential image that does not fit. */
  readonly afterFailedDifference: 'application' | 'updater' | 'recovery';

  readonly faults: readonly Fault[];
  /** Permanent faults: they happen always, unless they have a number, and a power cycle does not end them. */
  readonly habits: readonly Fault[];
  /** Where the modem differs from our beliefs. */
  readonly behaviour: Partial<ModemBehaviour>;
}

export const DEFAULT_CONFIGURATION: ModemConfiguration = {
  state: STATE.application,
  recoveryBaudRate: 115_200,
  baudRate: 921_600,
  family: 'CAT-M1',
  version: '5.1.1.0',
  build: '39529',
  ue: '5.0.0.0d',
  imei: '354346099225475',
  bootrom: '38638',
  withoutUpdater: 'refused',
  versionStyle: 'plain',
  nextImage: {},
  maximumTransfer: 8192,
  loaderMaximumTransfer: 2048,
  largestBlock: null,
  answerCrcs: 'zero',
  inputBufferBytes: 8192,
  echoIn: [STATE.application, STATE.mTools],
  lineEndsBeforeOk: 2,
  lineEnd: '\r\n',
  leadingLineEnd: true,
  answerForm: 'once',
  identification: 'plain',
  recoveryLeadingLineEnd: false,
  dataSession: false,
  reportPrefix: '+SMUPGRADE: ',
  initialReport: 'No report',
  forgetsReport: true,
  answerMs: 0,
  bootMs: 2000,
  updaterWakeMs: 20_000,
  lingerMs: 0,
  applyMs: 30_000,
  silentWhileApplying: false,
  notifySilenceMs: 1500,
  pauses: [
    { at: 0.07, ms: 3000 },
    { at: 0.1, ms: 2000 },
    { at: 0.99, ms: 5000 },
  ],
  announcesEarlierMs: 0,
  announcesStartIn: [STATE.application, STATE.mTools, STATE.updater],
  noiseAfterReset: Uint8Array.of(0, 0, 0xfc, 0, 0x80, 0),
  afterPowerCut: 'updater',
  afterFailedDifference: 'application',
  faults: [],
  habits: [],
  behaviour: {},
};
