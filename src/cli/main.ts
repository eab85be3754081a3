import { systemClock } from '../base/clock';
import { silentLogger } from '../base/logger';
import { listPorts } from '../transport/ports';
import { portOpener } from '../transport/portOpener';
import { recordingOpener } from '../transport/transcript';
import { createServices, type Services } from '../upgrade/createUpgradeService';
import { folderStorage } from '../upgrade/journal/folderStorage';
import { stateFolder } from '../upgrade/journal/stateFolder';
import packageJson from '../../package.json';
import { EXIT_STATUS } from './exitStatus';
import { processTerminal } from './processTerminal';
import { runProgram, type ServiceOptions } from './program';
import { transcriptFile } from './transcriptFile';

const cancel = new AbortController();
process.on('SIGINT', () => cancel.abort());
process.on('SIGTERM', () => cancel.abort());
// The terminal's window was closed: as with Ctrl-C, what must not be broken off goes on.
process.on('SIGHUP', () => cancel.abort());

const logger = silentLogger;
function services({ blockSize, baud, log }: ServiceOptions): Services {
  const open = portOpener(systemClock, logger);
  return createServices({
    clock: systemClock,
    logger,
    openTransport: log === undefined ? open : recordingOpener(open, systemClock, transcriptFile(log)),
    listPorts: () => listPorts(logger),
    storage: folderStorage(stateFolder()),
    tuning: { bitsPerSecond: baud ?? null, blockBytes: blockSize ?? null },
  });
}

runProgram(
  {
    terminal: processTerminal(cancel.signal),
    signal: cancel.signal,
    version: packageJson.version,
    makeCards: () => services({}).cards,
    makeService: (options) => services(options).service,
  },
  process.argv.slice(2),
).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    // Not even a failure could be told.
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = EXIT_STATUS.unknown;
  },
);
