import type { ParseArgsConfig } from 'node:util';
import { STATE, type State } from './modem/bootState';
import type { ModemConfiguration } from './modem/configuration';
import { readFaults } from './modem/readFaults';
import type { PtyOptions } from './pty/ptyWire';

/** The options of the command line, for `parseArgs`. */
export const MODEM_OPTIONS = {
  state: { type: 'string' },
  build: { type: 'string' },
  version: { type: 'string' },
  bootrom: { type: 'string' },
  imei: { type: 'string' },
  /** Rate in recovery, bits per second. */
  'recovery-baud': { type: 'string' },
  'apply-ms': { type: 'string' },
  'boot-ms': { type: 'string' },
  'wake-ms': { type: 'string' },
  /** Longest STP frame. */
  'maximum-transfer': { type: 'string' },
  /** Longer blocks get no answer. */
  'largest-block': { type: 'string' },
  'no-pauses': { type: 'boolean' },
  /** A JSON array of faults. */
  faults: { type: 'string' },
  link: { type: 'string' },
  paced: { type: 'boolean' },
  'latency-ms': { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

type Values = Partial<{
  [K in keyof typeof MODEM_OPTIONS]: (typeof MODEM_OPTIONS)[K]['type'] extends 'string' ? string : boolean;
}>;

export function readModemOptions(values: Values): { modem: Partial<ModemConfiguration> } & PtyOptions {
  const modem: Partial<ModemConfiguration> = {
    ...given('state', values.state, stateOf),
    ...given('build', values.build, String),
    ...given('version', values.version, String),
    ...given('family', values.version, (version) => (version.startsWith('6') ? 'NB-IoT' : 'CAT-M1')),
    ...given('bootrom', values.bootrom, String),
    ...given('imei', values.imei, String),
    ...given('recoveryBaudRate', values['recovery-baud'], Number),
    ...given('applyMs', values['apply-ms'], Number),
    ...given('bootMs', values['boot-ms'], Number),
    ...given('updaterWakeMs', values['wake-ms'], Number),
    ...given('maximumTransfer', values['maximum-transfer'], Number),
    ...given('largestBlock', values['largest-block'], (bytes) => ({
      bytes: Number(bytes),
      above: 'silent' as const,
    })),
    ...(values['no-pauses'] ? { pauses: [] } : {}),
    ...given('faults', values.faults, readFaults),
  };
  return {
    modem,
    ...given('link', values.link, String),
    ...given('latencyMs', values['latency-ms'], Number),
    paced: values.paced ?? false,
  };
}

function given<K extends string, T>(
  key: K,
  text: string | undefined,
  read: (text: string) => T,
): Partial<Record<K, T>> {
  return text === undefined ? {} : ({ [key]: read(text) } as Record<K, T>);
}

function stateOf(text: string): State {
  const state = Object.values(STATE).find((each) => String(each) === text);
  if (state === undefined) throw new Error(`no such state: ${text}`);
  return state;
}
