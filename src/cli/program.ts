import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { render } from '../base/phrase';
import { UpgradeError } from '../base/upgradeError';
import { reportedError } from '../upgrade/report';
import type { CardService } from '../upgrade/card/cardService';
import type { UpgradeService } from '../upgrade/upgradeService';
import type { CommandContext } from './commandContext';
import { checkCommand } from './commands/check';
import { formatSdCommand } from './commands/formatSd';
import { infoCommand } from './commands/info';
import { planCommand, type PlanCommandOptions } from './commands/plan';
import { portsCommand } from './commands/ports';
import { prepareSdCommand } from './commands/prepareSd';
import { recoverCommand, type RecoverCommandOptions } from './commands/recover';
import { replayCommand } from './commands/replay';
import { runCommand, type RunCommandOptions } from './commands/run';
import { EXIT_STATUS, exitStatusOfError } from './exitStatus';
import type { FileOptions } from './loadFirmware';
import { json, type Terminal } from './terminal';

/** What the service is made from; only the options that reach below it. */
export interface ServiceOptions {
  readonly blockSize?: number;
  readonly baud?: number;
  /** File that gets a transcript of the wire. */
  readonly log?: string;
}

export interface ProgramParts {
  readonly terminal: Terminal;
  readonly makeService: (options: ServiceOptions) => UpgradeService;
  readonly makeCards: () => CardService;
  readonly signal: AbortSignal;
  readonly version: string;
}

/** @returns the exit status; never throws, whatever the arguments */
export async function runProgram(parts: ProgramParts, argv: readonly string[]): Promise<number> {
  const { terminal } = parts;
  let status: number = EXIT_STATUS.done;
  const asJson = argv.includes('--json');

  const act = async (
    options: ServiceOptions,
    work: (context: CommandContext) => Promise<number>,
  ): Promise<void> => {
    const service = parts.makeService(options);
    status = await work({ terminal, service, signal: parts.signal, json: asJson });
  };

  const program = new Command('lte-upgrade')
    .description('Upgrades the LTE modem of Pycom boards (GPy, FiPy, G01).')
    .version(parts.version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) });
  const command = (usage: string, description: string): Command =>
    program.command(usage).description(description).option('--json', 'print one JSON object a line');

  command('ports', 'list the serial ports').action((options: ServiceOptions) =>
    act(options, (context) => portsCommand(context)),
  );
  command('info', 'read board and modem')
    .requiredOption('--port <port>', 'device path or telnet://user:password@host')
    .addOption(baudOption())
    .option('--log <file>', 'write a transcript of the wire')
    .action((options: ServiceOptions & { port: string }) =>
      act(options, (context) => infoCommand(context, options)),
    );
  command('check', 'say what firmware files are and whether they are whole')
    .argument('<file...>')
    .option('--password <password>', 'password of an archive')
    .action((files: string[], options: ServiceOptions & FileOptions) =>
      act(options, (context) => checkCommand(context, files, options)),
    );
  upgradeOptions(command('plan', 'say what would be done; nothing is written')).action(
    (files: string[], options: ServiceOptions & PlanCommandOptions) =>
      act(options, (context) => planCommand(context, files, options)),
  );
  upgradeOptions(command('run', 'upgrade the modem'))
    .option('--yes', 'confirm the plan and its warnings', false)
    .option('--accept <rule>', 'confirm one warning by its name; may be repeated', collect, [])
    .action((files: string[], options: ServiceOptions & RunCommandOptions) =>
      act(options, (context) => runCommand(context, files, options)),
    );

  command('recover', 'say what state a modem is in, and bring it back')
    .argument('[file...]', 'full image, for a modem in recovery or in its updater')
    .requiredOption('--port <port>', 'device path or telnet://user:password@host')
    .option('--updater <file>', 'updater.elf of the same archive')
    .option('--password <password>', 'password of an archive')
    .option('--repair <name>', 'do one of the listed repairs')
    .option('--yes', 'confirm the plan and its warnings, and a repair that is named', false)
    .option('--accept <rule>', 'confirm one warning by its name; may be repeated', collect, [])
    .addOption(baudOption())
    .option('--log <file>', 'write a transcript of the wire')
    .action((files: string[], options: ServiceOptions & RecoverCommandOptions) =>
      act(options, (context) => recoverCommand(context, files, options)),
    );
  command('replay', 'show a transcript that was written with --log')
    .argument('<file>')
    .action((file: string, options: ServiceOptions) =>
      act(options, (context) => replayCommand(context, file)),
    );
  command('prepare-sd', 'copy firmware to an SD card in this computer')
    .argument('<folder>', 'folder the card is mounted at')
    .argument('<file...>', 'images, and updater.elf where it is needed')
    .action((folder: string, files: string[], options: ServiceOptions) =>
      act(options, (context) => prepareSdCommand(context, parts.makeCards(), folder, files)),
    );
  command('format-sd', 'empty the SD card in the board; asks to type a word')
    .requiredOption('--port <port>', 'device path or telnet://user:password@host')
    .action((options: ServiceOptions & { port: string }) =>
      act(options, (context) => formatSdCommand(context, parts.makeCards(), options)),
    );

  try {
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? EXIT_STATUS.done : EXIT_STATUS.badInput;
    if (!(error instanceof UpgradeError)) throw error;
    if (asJson) json(terminal, { type: 'error', error: reportedError(error) });
    terminal.err(`${render(error.sentence)}\n${render(error.remedy)}\n`);
    return exitStatusOfError(error);
  }
}

function upgradeOptions(command: Command): Command {
  return command
    .argument('<file...>', 'one image, the two of a two-step upgrade, a folder, or an archive')
    .requiredOption('--port <port>', 'device path or telnet://user:password@host')
    .addOption(
      new Option('--method <method>', 'way the image takes')
        .choices(['auto', 'flash', 'sd', 'uart', 'wireless'])
        .default('auto'),
    )
    .option('--clean-up', 'remove what was copied to the board, once the modem is upgraded', false)
    .option('--updater <file>', 'updater.elf of the same archive')
    .option('--password <password>', 'password of an archive')
    .option('--block-size <bytes>', 'payload of a block at most', positive)
    .addOption(baudOption())
    .option('--log <file>', 'write a transcript of the wire');
}

function baudOption(): Option {
  return new Option(
    '--baud <rate>',
    'bits per second to ask the modem at first, and of an upload at most',
  ).argParser(positive);
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value <= 0)
    throw new InvalidArgumentError('A positive whole number is needed.');
  return value;
}

function collect(rule: string, before: readonly string[]): string[] {
  return [...before, rule];
}
