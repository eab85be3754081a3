import path from 'node:path';
import { friendlyBanner, type ResetCause } from './banner';
import type { BoardOptions } from './boardOptions';
import type { ThreadSetup } from './interpreterThread';
import type { BoardIdentity, BootKind, VolumeSetup } from './messages';
import { releaseFacts } from './release';
import { usualFactorOf } from './scaledClock';

const FLASH_CLUSTER_BYTES = 4096;
const SD_CLUSTER_BYTES = 16 * 1024;

/** The start data of one boot of the firmware. */
export function threadSetup(
  options: BoardOptions,
  folder: string,
  boot: { readonly kind: BootKind; readonly rawRepl: boolean; readonly cause: ResetCause },
): ThreadSetup {
  return {
    boot: boot.kind,
    rawRepl: boot.rawRepl,
    heapBytes: options.heapBytes,
    banner: friendlyBanner(options),
    ignoresControlD: options.pybytes,
    volumes: volumesOf(options, folder),
    writeMsPerKib: options.writeMsPerKib,
    board: identity(options, boot.cause),
  };
}

function identity(options: BoardOptions, cause: ResetCause): BoardIdentity {
  const { sysname, release } = options;
  const facts = releaseFacts(release, sysname);
  return {
    sysname,
    release,
    version: facts.build,
    machine: `${sysname} with ESP32`,
    uniqueId: options.uniqueId,
    resetCause: cause === 'watchdog' ? 2 : 0,
    toolVersion: options.toolVersion ?? facts.toolVersion,
    hasLte: facts.hasMirrorMode || facts.toolVersion !== null || sysname === 'GPy' || sysname === 'FiPy',
    hasInfo: facts.hasInfo,
    hasMirrorMode: facts.hasMirrorMode,
    hasUzlib: facts.hasUzlib,
    hasVfs: facts.hasVfs,
    pybytes: options.pybytes,
    watchdogFixed: options.watchdogFixed,
    hasSdCard: options.sdCard.state !== 'absent',
    verboseInfo: options.verboseInfo,
    modemTimeFactor: usualFactorOf(options.clock),
    exitRestarts: options.systemExit === 'softReset',
    withoutOs: options.withoutOs,
  };
}

/** The board’s file systems at power-on. */
export function volumesOf(options: BoardOptions, folder: string): VolumeSetup[] {
  const flash: VolumeSetup = {
    mountPoint: '/flash',
    folder: path.join(folder, 'flash'),
    bytes: options.flashBytes,
    clusterBytes: FLASH_CLUSTER_BYTES,
    mounted: true,
    formatted: true,
  };
  if (options.sdCard.state === 'absent') return [flash];
  const card: VolumeSetup = {
    mountPoint: '/sd',
    folder: path.join(folder, 'sd'),
    bytes: options.sdCard.bytes,
    clusterBytes: SD_CLUSTER_BYTES,
    mounted: false,
    formatted: options.sdCard.state !== 'unformatted',
  };
  return [flash, card];
}
