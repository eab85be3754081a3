import { systemClock } from '../base/clock';
import { silentLogger } from '../base/logger';
import { listPorts } from '../transport/ports';
import { portOpener } from '../transport/portOpener';
import { recordingOpener } from '../transport/transcript';
import { createCardService } from '../upgrade/card/cardService';
import { createUpgradeService } from '../upgrade/createUpgradeService';
import { folderStorage } from '../upgrade/journal/folderStorage';
import { stateFolder } from '../upgrade/journal/stateFolder';
import packageJson from '../../package.json';
import { processTerminal } from './processTerminal';
import { runProgram } from './program';
import { transcriptFile } from './transcriptFile';

const cancel = new AbortController();
process.on('SIGINT', () => cancel.abort());
process.on('SIGTERM', () => cancel.abort());
// The terminal's window was closed: as with Ctrl-C, what must not be broken off goes on.
process.on('SIGHUP', () => cancel.abort());

const logger = silentLogger;
runProgram(
  {
    terminal: processTerminal(cancel.signal),
    signal: cancel.signal,
    version: packageJson.version,
    makeCards: () =>
      createCardService({ clock: systemClock, openTransport: portOpener(systemClock, logger) }),
    makeService: ({ blockSize, baud, log }) => {
      const open = portOpener(systemClock, logger);
      return createUpgradeService({
        clock: systemClock,
        logger,
        openTransport: log === undefined ? open : recordingOpener(open, systemClock, transcriptFile(log)),
        listPorts: () => listPorts(logger),
        storage: folderStorage(stateFolder()),
        tuning: { bitsPerSecond: baud ?? null, blockBytes: blockSize ?? null },
      });
    },
  },
  process.argv.slice(2),
).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  },
);
