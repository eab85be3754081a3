import { systemClock } from '../base/clock';
import { silentLogger } from '../base/logger';
import { render } from '../base/phrase';
import { listPorts } from '../transport/ports';
import { portOpener } from '../transport/portOpener';
import { recordingOpener } from '../transport/transcript';
import type { OpenTransport } from '../transport/transport';
import {
  asUpgradeError,
  createServices,
  folderStorage,
  type Services,
  stateFolder,
  systemAwake,
} from '../upgrade';
import packageJson from '../../package.json';
import { EXIT_STATUS } from './exitStatus';
import { processTerminal } from './processTerminal';
import { runProgram, type ServiceOptions } from './program';
import { transcriptFile } from './transcriptFile';
import { shown } from './shown';
import { unpaused } from './unpaused';

const cancel = new AbortController();
process.on('SIGINT', () => cancel.abort());
process.on('SIGTERM', () => cancel.abort());
// The terminal's window was closed: as with Ctrl-C, what must not be broken off goes on. Windows ends the process some
// seconds later all the same; the journal has said by then what was begun.
process.on('SIGHUP', () => cancel.abort());
// Ctrl-Break, which Windows alone has.
process.on('SIGBREAK', () => cancel.abort());

// Thrown where nobody waits for it: whatever was under way ended at a place that is not known.
process.on('uncaughtException', endAbruptly);

const terminal = processTerminal(systemClock, cancel);
const logger = silentLogger;
function services({ blockSize, baud, log }: ServiceOptions): Services {
  const open = portOpener(systemClock, logger);
  const record = (file: string): OpenTransport =>
    recordingOpener(
      open,
      systemClock,
      transcriptFile(file, (text) => terminal.err(shown`${text}\n`)),
    );
  return createServices({
    clock: systemClock,
    logger,
    openTransport: log === undefined ? open : record(log),
    listPorts: () => listPorts(logger),
    storage: folderStorage(stateFolder()),
    keepAwake: systemAwake(logger),
    tuning: { bitsPerSecond: baud ?? null, blockBytes: blockSize ?? null },
  });
}

runProgram(
  {
    terminal,
    clock: systemClock,
    signal: cancel.signal,
    version: packageJson.version,
    makeCards: () => services({}).cards,
    makeService: (options) => unpaused(services(options).service, terminal, process),
  },
  process.argv.slice(2),
).then((status) => {
  process.exitCode = status;
}, endAbruptly);

function endAbruptly(error: unknown): void {
  const { sentence, remedy } = asUpgradeError(error);
  process.stderr.write(`${render(sentence)}\n${render(remedy)}\n`);
  process.exit(EXIT_STATUS.unknown);
}
