import type { ModemBehaviour } from './behaviour';
import type { Fault } from './fault';
import { STATE, type State } from './bootState';

export type Family = 'CAT-M1' | 'NB-IoT';

/** How `AT!="showver"` looks; all of them were seen in the field. */
export type VersionStyle = 'plain' | 'withoutVersion' | 'buildForm' | 'emptyUe' | 'blankLines';

/** A pause in answering while the modem erases or finishes its flash. */
export interface Pause {
  /** Share of the image after which it comes, 0 to 1. */
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
  /** Build of Bootloader0; a factory one (33080) takes no full image without a loaded updater. */
  readonly bootrom: string;
  /** What it does with a full image on the factory's bootrom for which no updater was loaded. */
  readonly withoutUpdater: 'refused' | 'taken';
  readonly versionStyle: VersionStyle;
  /** What an image that says nothing of itself makes of the modem. */
  readonly nextImage: { readonly version?: string; readonly build?: string; readonly base?: string };

  /** Longest STP frame it announces, header included. */
  readonly maximumTransfer: number;
  readonly loaderMaximumTransfer: number;
  /** Longer blocks are announced without complaint, and then never answered or refused. */
  readonly largestBlock: { readonly bytes: number; readonly above: 'silent' | 'refuse' } | null;
  /** A response's CRC fields: zero means "not checked". */
  readonly answerCrcs: 'zero' | 'filled';
  /** Bytes it can hold that it did not work on yet; what comes on top is lost. */
  readonly inputBufferBytes: number;

  /** States in which characters are echoed until `ATE0`. */
  readonly echoIn: readonly State[];
  readonly lineEndsBeforeOk: 1 | 2;
  readonly lineEnd: '\r\n' | '\n' | '\r' | '\r\r\n';
  /** Whether an AT answer begins with a line end. */
  readonly leadingLineEnd: boolean;
  /** What comes on the wire for one AT answer: it, it twice, or it with bytes of nothing behind it. */
  readonly answerForm: 'once' | 'twice' | 'tailed';
  /** What `ATI1` answers: the two lines, the vendor's name in front of them, empty lines between them, or none. */
  readonly identification: 'plain' | 'vendor' | 'blankLines' | 'missing';
  /** In recovery the line end in front of an answer is left away. */
  readonly recoveryLeadingLineEnd: boolean;
  /** A PPP session is open: everything but `+++` with a second of silence around it is data. */
  readonly dataSession: boolean;
  readonly reportPrefix: string;
  /** What `AT+SMUPGRADE?` says before anything was done: an earlier upgrade may have left its own. */
  readonly initialReport: string;
  /** Whether a new transfer makes it forget that report. */
  readonly forgetsReport: boolean;

  readonly answerMs: number;
  readonly bootMs: number;
  /** From the end of the updater's transfer to the updater's first answer. */
  readonly updaterWakeMs: number;
  /** How long it goes on running its firmware after it was told to apply an image. */
  readonly lingerMs: number;
  readonly applyMs: number;
  readonly silentWhileApplying: boolean;
  /** How long nothing answers after `AT+SQNSUPGRADENTF="started"`. */
  readonly notifySilenceMs: number;
  readonly pauses: readonly Pause[];
  /** States whose start is told by `+SYSSTART`. */
  readonly announcesStartIn: readonly State[];
  /** How long before it takes commands it tells its start, milliseconds. */
  readonly announcesEarlierMs: number;
  /** Sent in front of `+SYSSTART`. */
  readonly noiseAfterReset: Uint8Array;
  /** Where a modem wakes up whose power was cut while its image was being written, unless it was told to boot its recovery mode. */
  readonly afterPowerCut: 'recovery' | 'updater' | 'bricked';
  /** Where a difference ends that does not fit what it meets. */
  readonly afterFailedDifference: 'application' | 'updater' | 'recovery';

  readonly faults: readonly Fault[];
  /** The same, but its nature: they strike always, unless they say how often, and no power cycle mends them. */
  readonly habits: readonly Fault[];
  /** Where it differs from what is believed of it. */
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
