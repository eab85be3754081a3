import { Command, CommanderError } from 'commander';
import type { Clock } from '../base/clock';
import { asUpgradeError, type CardService, reportedError, type UpgradeService } from '../upgrade';
import { type PortPresence, systemPresence } from '../transport/portPresence';
import { type CommandContext, commandContext, emitJson } from './commandContext';
import { batchCommand, type BatchCommandOptions } from './commands/batch';
import { checkCommand } from './commands/check';
import { formatSdCommand } from './commands/formatSd';
import { infoCommand } from './commands/info';
import { planCommand, type PlanCommandOptions } from './commands/plan';
import { portsCommand } from './commands/ports';
import { prepareSdCommand, type PrepareSdOptions } from './commands/prepareSd';
import { recoverCommand, type RecoverCommandOptions } from './commands/recover';
import { rehearseCommand, type RehearseCommandOptions } from './commands/rehearse';
import { replayCommand } from './commands/replay';
import { runCommand, type RunCommandOptions } from './commands/run';
import { cliErrors } from './errors';
import { EXIT_MEANINGS, EXIT_STATUS, exitStatusOfError } from './exitStatus';
import type { FileOptions } from './loadFirmware';
import { portWithoutLogin } from './networkLogin';
import { requireOwnUser } from './ownUser';
import { acceptOnCard, options } from './options';
import type { Terminal } from './terminal';
import { shown, shownGrammar } from './shown';

/** What the service is made from; only the options that reach below it. */
export interface ServiceOptions {
  readonly blockSize?: number;
  readonly baud?: number;
  /** File that gets a transcript of the wire. */
  readonly log?: string;
}

export interface ProgramDeps {
  readonly terminal: Terminal;
  readonly makeService: (options: ServiceOptions) => UpgradeService;
  readonly makeCards: () => CardService;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly version: string;
  /** What is known about ports by their names; the system's where it is left out. */
  readonly presence?: PortPresence;
  /** Variables that may hold a password; those of the process where they are left out. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Number of the user who runs it; the process's where it is left out. Windows has none. */
  readonly uid?: number;
}

/** @returns the exit status; never throws, whatever the arguments and whatever goes wrong */
export async function runProgram(parts: ProgramDeps, argv: readonly string[]): Promise<number> {
  const { terminal } = parts;
  let status: number = EXIT_STATUS.done;
  const program = commands(parts, (ended) => {
    status = ended;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT_STATUS.done;
    const failure = error instanceof CommanderError ? usageError(error) : asUpgradeError(error);
    if (asksForJson(program)) emitJson(terminal, { type: 'error', error: reportedError(failure) });
    // Of the command line's grammar commander has said everything already.
    if (!(error instanceof CommanderError)) terminal.err(shown`${failure.sentence}\n${failure.remedy}\n`);
    return exitStatusOfError(failure);
  }
}

/** The grammar. @param end gets the exit status of the command that was given */
function commands(parts: ProgramDeps, end: (status: number) => void): Command {
  const { terminal, clock, signal } = parts;
  const program = new Command('lte-upgrade')
    .description('Upgrades the LTE modem of Pycom boards (GPy, FiPy, G01).')
    .version(parts.version)
    // Of the program, so that it is known whatever is wrong with the rest; every command takes it.
    .option('--json', 'print one JSON object per line')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', helpText())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(shownGrammar(text)),
      writeErr: (text) => terminal.err(shownGrammar(text)),
    });

  const act = async (
    given: ServiceOptions & { port?: string | string[]; askPassword?: boolean },
    work: (context: CommandContext) => Promise<number>,
    usesPorts = given.port !== undefined,
  ): Promise<void> => {
    const { environment = process.env, uid = process.getuid?.() } = parts;
    if (usesPorts) requireOwnUser(environment, uid);
    const known = (port: string): Promise<string> => portWithoutLogin(port, given, terminal, environment);
    if (typeof given.port === 'string') given.port = await known(given.port);
    else if (given.port) for (const [at, port] of given.port.entries()) given.port[at] = await known(port);
    const service = parts.makeService(given);
    end(await work(commandContext(terminal, { service, clock, signal, json: asksForJson(program) })));
  };
  const command = (usage: string, description: string): Command =>
    program.command(usage).description(description);

  command('ports', 'list the serial ports').action((given: ServiceOptions) =>
    act(given, (context) => portsCommand(context)),
  );
  command('info', 'read the board and its modem; stops the program on the board')
    .addOption(options.port())
    .addOption(options.askPassword())
    .addOption(options.baud())
    .addOption(options.log())
    .action((given: ServiceOptions & { port: string }) =>
      act(given, (context) => infoCommand(context, given)),
    );
  command('check', 'check firmware files and say what they contain; needs no board')
    .argument('<file...>', 'image, folder or archive')
    .addOption(options.password())
    .action((files: string[], given: ServiceOptions & FileOptions) =>
      act(given, (context) => checkCommand(context, files, given)),
    );
  upgradeOptions(command('plan', 'show what an upgrade would do; writes nothing')).action(
    (files: string[], given: ServiceOptions & PlanCommandOptions) =>
      act(given, (context) => planCommand(context, files, given)),
  );
  upgradeOptions(
    command('rehearse', 'test everything an upgrade needs on your board; writes nothing to the modem'),
    '[file...]',
  )
    .option(
      '--report <file>',
      'write a report that you can share: JSON if the name ends in .json, otherwise Markdown',
    )
    .option('--yes', 'start without asking')
    .action((files: string[], given: ServiceOptions & RehearseCommandOptions) =>
      act(given, (context) => rehearseCommand(context, files, given)),
    );
  upgradeOptions(command('run', 'upgrade the modem'))
    .option('--yes', 'don’t ask: confirms the start and every warning that isn’t dangerous')
    .addOption(options.accept())
    .action((files: string[], given: ServiceOptions & RunCommandOptions) =>
      act(given, (context) => runCommand(context, files, given)),
    );
  command('batch', 'upgrade every connected board, and every board you plug in while it runs')
    .argument('<file...>', 'a folder or an archive to choose from, or the files of one upgrade')
    .addOption(options.ports())
    .addOption(options.method())
    .addOption(options.cleanUp())
    .addOption(options.updater())
    .addOption(options.password())
    .addOption(options.acceptForAll())
    .addOption(
      options.positiveNumber('--at-most <number>', 'upgrade at most this many boards at the same time'),
    )
    .addOption(options.positiveNumber('--count <number>', 'end after this many boards'))
    .option('--once', 'end when all boards that were connected at the start are finished')
    .option('--csv <file>', 'add a line for each board to a CSV file, new or existing')
    .option('--report-dir <folder>', 'write a report for each board to this folder')
    .addOption(options.blockSize())
    .addOption(options.baud())
    .action((files: string[], given: ServiceOptions & BatchCommandOptions & { port?: string[] }) =>
      act(given, (context) => batchCommand(context, files, given, parts.presence ?? systemPresence), true),
    );
  command('recover', 'show the modem’s state, and recover it')
    .argument('[file...]', 'full image, for a modem in recovery or in its updater')
    .addOption(options.port())
    .addOption(options.askPassword())
    .addOption(options.updater())
    .addOption(options.password())
    .option('--repair <name>', 'run one of the listed recovery steps')
    .option(
      '--yes',
      'don’t ask: confirms the start, every warning that isn’t dangerous, and the step named by --repair',
    )
    .addOption(options.accept())
    .addOption(options.baud())
    .addOption(options.log())
    .action((files: string[], given: ServiceOptions & RecoverCommandOptions) =>
      act(given, (context) => recoverCommand(context, files, given)),
    );
  command('replay', 'show a transcript that was recorded with --log')
    .argument('<file>', 'transcript recorded with --log')
    .action((file: string, given: ServiceOptions) => act(given, (context) => replayCommand(context, file)));
  command('prepare-sd', 'copy firmware to an SD card in this computer')
    .argument('<folder>', 'folder or drive where the card appears')
    .argument('<file...>', 'images, and updater.elf if needed; or a folder or archive that contains them')
    .addOption(options.password())
    .addOption(acceptOnCard())
    .action((folder: string, files: string[], given: ServiceOptions & PrepareSdOptions) =>
      act(given, (context) => prepareSdCommand(context, parts.makeCards(), folder, files, given)),
    );
  command('format-sd', 'empty the SD card in the board, after you type a word')
    .addOption(options.port())
    .addOption(options.askPassword())
    .action((given: ServiceOptions & { port: string }) =>
      act(given, (context) => formatSdCommand(context, parts.makeCards(), given)),
    );
  return program;
}

function upgradeOptions(command: Command, files = '<file...>'): Command {
  return command
    .argument(files, 'one image, both images of a two-step upgrade, a folder, or an archive')
    .addOption(options.port())
    .addOption(options.askPassword())
    .addOption(options.method())
    .addOption(options.cleanUp())
    .addOption(options.updater())
    .addOption(options.password())
    .addOption(options.blockSize())
    .addOption(options.baud())
    .addOption(options.log());
}

function asksForJson(program: Command): boolean {
  return program.opts<{ json?: boolean }>().json === true;
}

function usageError({ code, message }: CommanderError): ReturnType<typeof cliErrors.usage> {
  // Without a command the help is shown, which is no sentence.
  if (code === 'commander.help') return cliErrors.usage('there’s no command in it');
  return cliErrors.usage(message.replace(/^error: /, '').replace(/\.$/, ''));
}

/** What `--help` says below the commands. */
export function helpText(): string {
  const statuses = Object.entries(EXIT_STATUS).map(
    ([name, status]) => `  ${String(status).padEnd(5)}${EXIT_MEANINGS[name as keyof typeof EXIT_STATUS]}`,
  );
  return [
    '',
    'A typical upgrade (on Windows, a port is called COM3, for example):',
    '  lte-upgrade ports',
    '  lte-upgrade info --port /dev/ttyACM0',
    '  lte-upgrade plan --port /dev/ttyACM0 upgdiff_38638-to-39529.dup',
    '  lte-upgrade run --port /dev/ttyACM0 upgdiff_38638-to-39529.dup',
    '',
    'Exit status:',
    ...statuses,
  ].join('\n');
}
