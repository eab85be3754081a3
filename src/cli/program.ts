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
  /** What is known of ports by their names; the system's where it is left out. */
  readonly presence?: PortPresence;
  /** Variables that may hold a password; those of the process where they are left out. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
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
    .option('--json', 'print one JSON object a line')
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
  ): Promise<void> => {
    const known = (port: string): Promise<string> =>
      portWithoutLogin(port, given, terminal, parts.environment ?? process.env);
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
  command('info', 'read board and modem; the program that runs on the board is stopped')
    .addOption(options.port())
    .addOption(options.askPassword())
    .addOption(options.baud())
    .addOption(options.log())
    .action((given: ServiceOptions & { port: string }) =>
      act(given, (context) => infoCommand(context, given)),
    );
  command('check', 'say what firmware files are and whether they are whole')
    .argument('<file...>', 'image, folder or archive')
    .addOption(options.password())
    .action((files: string[], given: ServiceOptions & FileOptions) =>
      act(given, (context) => checkCommand(context, files, given)),
    );
  upgradeOptions(command('plan', 'say what would be done; nothing is written')).action(
    (files: string[], given: ServiceOptions & PlanCommandOptions) =>
      act(given, (context) => planCommand(context, files, given)),
  );
  upgradeOptions(
    command('rehearse', 'prove on this board what an upgrade needs; nothing is written to the modem'),
    '[file...]',
  )
    .option('--report <file>', 'write a report to share: JSON for a name that ends in .json, else Markdown')
    .option('--yes', 'ask nothing before it starts')
    .action((files: string[], given: ServiceOptions & RehearseCommandOptions) =>
      act(given, (context) => rehearseCommand(context, files, given)),
    );
  upgradeOptions(command('run', 'upgrade the modem'))
    .option('--yes', 'ask nothing: confirms the start and every warning that is not dangerous')
    .addOption(options.accept())
    .action((files: string[], given: ServiceOptions & RunCommandOptions) =>
      act(given, (context) => runCommand(context, files, given)),
    );
  command('batch', 'upgrade every board that is connected, and every one that is plugged in meanwhile')
    .argument('<file...>', 'a folder or an archive to choose from, or the files of one upgrade')
    .addOption(options.ports())
    .addOption(options.method())
    .addOption(options.cleanUp())
    .addOption(options.updater())
    .addOption(options.password())
    .addOption(options.acceptForAll())
    .addOption(options.positiveNumber('--at-most <number>', 'work with so many boards at a time'))
    .addOption(options.positiveNumber('--count <number>', 'end after so many boards'))
    .option('--once', 'end when all boards that are connected now are done')
    .option('--csv <file>', 'add a line for each board to a table; goes on with one that is there')
    .option('--report-dir <folder>', 'write a report for each board into a folder')
    .addOption(options.blockSize())
    .addOption(options.baud())
    .action((files: string[], given: ServiceOptions & BatchCommandOptions & { port?: string[] }) =>
      act(given, (context) => batchCommand(context, files, given, parts.presence ?? systemPresence)),
    );
  command('recover', 'say what state a modem is in, and bring it back')
    .argument('[file...]', 'full image, for a modem in recovery or in its updater')
    .addOption(options.port())
    .addOption(options.askPassword())
    .addOption(options.updater())
    .addOption(options.password())
    .option('--repair <name>', 'do one of the listed repairs')
    .option(
      '--yes',
      'ask nothing: confirms the start, every warning that is not dangerous, and a repair that is named',
    )
    .addOption(options.accept())
    .addOption(options.baud())
    .addOption(options.log())
    .action((files: string[], given: ServiceOptions & RecoverCommandOptions) =>
      act(given, (context) => recoverCommand(context, files, given)),
    );
  command('replay', 'show a transcript that was written with --log')
    .argument('<file>', 'transcript written by --log')
    .action((file: string, given: ServiceOptions) => act(given, (context) => replayCommand(context, file)));
  command('prepare-sd', 'copy firmware to an SD card in this computer')
    .argument('<folder>', 'folder the card is mounted at')
    .argument('<file...>', 'images, and updater.elf where it is needed; or a folder or an archive with them')
    .addOption(options.password())
    .addOption(acceptOnCard())
    .action((folder: string, files: string[], given: ServiceOptions & PrepareSdOptions) =>
      act(given, (context) => prepareSdCommand(context, parts.makeCards(), folder, files, given)),
    );
  command('format-sd', 'empty the SD card in the board; asks to type a word')
    .addOption(options.port())
    .addOption(options.askPassword())
    .action((given: ServiceOptions & { port: string }) =>
      act(given, (context) => formatSdCommand(context, parts.makeCards(), given)),
    );
  return program;
}

function upgradeOptions(command: Command, files = '<file...>'): Command {
  return command
    .argument(files, 'one image, the two of a two-step upgrade, a folder, or an archive')
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
  if (code === 'commander.help') return cliErrors.usage('it names no command');
  return cliErrors.usage(message.replace(/^error: /, '').replace(/\.$/, ''));
}

/** What `--help` says below the commands. */
export function helpText(): string {
  const statuses = Object.entries(EXIT_STATUS).map(
    ([name, status]) => `  ${String(status).padEnd(5)}${EXIT_MEANINGS[name as keyof typeof EXIT_STATUS]}`,
  );
  return [
    '',
    'An upgrade, step by step (a port is COM3 or the like on Windows):',
    '  lte-upgrade ports',
    '  lte-upgrade info --port /dev/ttyACM0',
    '  lte-upgrade plan --port /dev/ttyACM0 upgdiff_38638-to-39529.dup',
    '  lte-upgrade run --port /dev/ttyACM0 upgdiff_38638-to-39529.dup',
    '',
    'Exit status:',
    ...statuses,
  ].join('\n');
}
