import { bootModeAnswer, reportAnswer, stateAnswer } from './answerForms';
import type { ModemBehaviour } from './behaviour';
import { BOOT_MODES, type BootMode, STATE, type State } from './bootState';
import type { ModemConfiguration } from './configuration';
import { identification, systemVersion } from './versionText';
import type { TransferWay } from './truth';

/** The part of the modem that commands can read and control. */
export interface CommandTarget {
  readonly state: State;
  /** The number in the answer to `AT+SMOD?`. */
  readonly stateNumber: State | 3;
  readonly behaviour: ModemBehaviour;
  readonly configuration: ModemConfiguration;
  readonly versions: Pick<ModemConfiguration, 'version' | 'build' | 'ue' | 'bootrom'>;
  readonly upgradeReport: string;
  readonly hasStagedImage: boolean;
  bootMode: BootMode;
  echo: boolean;
  beginTransfer(way: TransferWay): void;
  applyStagedImage(): void;
  restart(): void;
  changeBaudRate(bitsPerSecond: number): void;
  stayDeaf(ms: number): void;
}

export interface CommandAnswer {
  readonly lines?: readonly string[];
  readonly result: 'OK' | 'ERROR' | ModemBehaviour['radioOff'];
  /** The delay of the answer, milliseconds. */
  readonly busyMs?: number;
  /** Called when the answer has left. */
  readonly after?: () => void;
}

interface Command {
  readonly pattern: RegExp;
  readonly states: readonly State[];
  /** The command may end in a bare LF. */
  readonly bareLineFeed?: boolean;
  readonly run: (modem: CommandTarget, match: RegExpExecArray) => CommandAnswer;
}

const { recovery, mTools, application, updater } = STATE;
const EVERYWHERE = [recovery, mTools, application, updater];
const LOADED = [mTools, application, updater];
const PREPARING = [mTools, application];
const RATES = [9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600];
const OK: CommandAnswer = { result: 'OK' };
const ERROR: CommandAnswer = { result: 'ERROR' };

const COMMANDS: readonly Command[] = [
  { pattern: /^AT$/i, states: EVERYWHERE, run: () => OK },
  {
    pattern: /^ATE([01])$/i,
    states: EVERYWHERE,
    run: (modem, [, on]) => ({ result: 'OK', after: () => (modem.echo = on === '1') }),
  },
  {
    pattern: /^AT\+SMOD\?$/i,
    states: EVERYWHERE,
    run: (modem) => ({ lines: [stateAnswer(modem.stateNumber, modem.behaviour.stateForm)], result: 'OK' }),
  },
  {
    pattern: /^AT\+SMLOG\?$/i,
    states: LOADED,
    run: () => ({ lines: ['+SMLOG: LOG_INHERIT'], result: 'OK' }),
  },
  { pattern: /^AT\+BIND=AT$/i, states: PREPARING, run: () => OK },
  { pattern: /^AT\+SQNWL="sqndcc",2$/i, states: PREPARING, run: () => OK },
  {
    pattern: /^AT\+CFUN=4$/i,
    states: LOADED,
    run: (modem) => ({ result: modem.behaviour.radioOff }),
  },
  {
    pattern: /^AT\+SQNSUPGRADENTF="(started|success|failed)"$/i,
    states: PREPARING,
    run: (modem, [, what]) => ({
      result: 'OK',
      after: () => what === 'started' && modem.stayDeaf(modem.configuration.notifySilenceMs),
    }),
  },
  {
    pattern: /^AT\+SMSWBOOT\?$/i,
    states: LOADED,
    run: (modem) => saying(bootModeAnswer(modem.bootMode, modem.behaviour.bootModeForm)),
  },
  {
    pattern: /^AT\+SMSWBOOT=([0-3]),([01])$/i,
    states: LOADED,
    run: (modem, [, mode, now]) => {
      modem.bootMode = BOOT_MODES[Number(mode)] ?? modem.bootMode;
      return now === '1' ? { result: 'OK', after: () => modem.restart() } : OK;
    },
  },
  {
    pattern: /^AT\^RESET$/i,
    states: LOADED,
    run: (modem) => ({ result: 'OK', after: () => modem.restart() }),
  },
  {
    pattern: /^AT\+SMSTPU$/i,
    states: PREPARING,
    run: (modem) =>
      isRecoveryWithTools(modem) ? ERROR : { result: 'OK', after: () => modem.beginTransfer('FFF') },
  },
  {
    pattern: /^AT\+SMSTPU="ON_THE_FLY"$/i,
    states: [updater, mTools],
    run: (modem) =>
      modem.state === updater || isRecoveryWithTools(modem)
        ? { result: 'OK', after: () => modem.beginTransfer('ON_THE_FLY') }
        : ERROR,
  },
  {
    pattern: /^AT\+SMUPGRADE$/i,
    states: PREPARING,
    run: (modem) => {
      if (!modem.hasStagedImage) return ERROR;
      const { applyAnswerMs: busyMs } = modem.behaviour;
      return { result: 'OK', busyMs, after: () => modem.applyStagedImage() };
    },
  },
  {
    pattern: /^AT\+SMUPGRADE\?$/i,
    states: LOADED,
    run: (modem) => {
      const report = reportAnswer(modem.upgradeReport, modem.behaviour);
      return saying(report === undefined ? undefined : modem.configuration.reportPrefix + report);
    },
  },
  {
    pattern: /^AT\+STP$/i,
    states: [recovery],
    bareLineFeed: true,
    run: (modem) => ({ result: 'OK', after: () => modem.beginTransfer('updater') }),
  },
  {
    pattern: /^AT\+IPR=(\d+)$/i,
    states: [recovery],
    bareLineFeed: true,
    run: (modem, [, rate]) =>
      RATES.includes(Number(rate))
        ? { result: 'OK', after: () => modem.changeBaudRate(Number(rate)) }
        : ERROR,
  },
  {
    pattern: /^AT\+CGSN$/i,
    states: [application],
    run: (modem) => ({ lines: [modem.configuration.imei], result: 'OK' }),
  },
  {
    pattern: /^ATI1$/i,
    states: [application],
    run: (modem) => ({
      lines: identification(modem.versions, modem.configuration.identification),
      result: 'OK',
    }),
  },
  {
    pattern: /^AT!="showver"$/i,
    states: [application],
    run: (modem) => ({
      lines: systemVersion(modem.versions, modem.configuration.versionStyle),
      result: 'OK',
    }),
  },
];

function isRecoveryWithTools({ state, behaviour }: CommandTarget): boolean {
  return state === mTools && behaviour.mTools === 'inRecovery';
}

function saying(line: string | undefined): CommandAnswer {
  return line === undefined ? ERROR : { lines: [line], result: 'OK' };
}

export function mayEndInBareLineFeed(line: string): boolean {
  return COMMANDS.some((command) => command.bareLineFeed === true && command.pattern.test(line));
}

/** The modem refuses an unknown command, and one of another state. */
export function runCommand(line: string, modem: CommandTarget): CommandAnswer {
  if (modem.behaviour.refusesEverything) return ERROR;
  for (const command of COMMANDS) {
    const match = command.pattern.exec(line);
    if (match && command.states.includes(modem.state)) return command.run(modem, match);
  }
  return ERROR;
}
