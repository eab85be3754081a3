import { InvalidArgumentError, Option } from 'commander';
import { RULES } from '../firmware/rules';
import { PASSWORD_VARIABLE } from './networkLogin';
import { CARD_QUESTIONS } from '../upgrade';

/** What `--accept` takes for the start itself. */
export const START = 'start';

const METHODS = ['auto', 'flash', 'sd', 'uart', 'wireless'];
const ACCEPTED = [...RULES.filter(({ effect }) => effect !== 'refuse').map(({ id }) => id), START];

/** The options that several commands have; each call makes a new one, because commander writes into it. */
export const options = {
  port: () =>
    new Option(
      '--port <port>',
      `device path or telnet://user@host (required); its password comes from ${PASSWORD_VARIABLE} or --ask-password`,
    )
      .argParser(named)
      .makeOptionMandatory(),
  ports: () =>
    new Option(
      '--port <port>',
      `upgrade only at this port; can be repeated. Without it, all ports of Pycom shields are used. It is a device path or telnet://user@host, whose password comes from ${PASSWORD_VARIABLE}`,
    ).argParser((text: string, before: readonly string[] | undefined) => [...(before ?? []), named(text)]),
  askPassword: () =>
    new Option(
      '--ask-password',
      'read the password of a board on the network from the terminal or from standard input',
    ),
  method: () =>
    new Option('--method <method>', 'how the image gets to the modem').choices(METHODS).default('auto'),
  cleanUp: () =>
    new Option('--clean-up', 'delete the copied files from the board once the modem is upgraded'),
  updater: () => new Option('--updater <file>', 'updater.elf from the same archive as the image'),
  password: () => new Option('--password <password>', 'password of an archive'),
  blockSize: () => new Option('--block-size <bytes>', 'largest block, in bytes').argParser(positive),
  baud: () =>
    new Option(
      '--baud <rate>',
      'baud rate to try first with the modem, and highest baud rate for uploads',
    ).argParser(positive),
  log: () =>
    new Option(
      '--log <file>',
      'record every byte on the port in a transcript; replaces an existing transcript',
    ),
  accept: () =>
    new Option(
      '--accept <rule>',
      'confirm one warning by its name, shown in brackets in the plan; a dangerous warning needs this; `start` confirms the start; can be repeated',
    ).argParser(accepted),
  acceptForAll: () =>
    new Option(
      '--accept <rule>',
      'confirm one warning for all boards, by its name; nothing else confirms a warning; can be repeated',
    ).argParser(accepted),
  positiveNumber: (flags: string, description: string) => new Option(flags, description).argParser(positive),
};

/** As `accept`, of what `prepare-sd` asks. */
export function acceptOnCard(): Option {
  return new Option(
    '--accept <question>',
    `answer a question with yes: ${CARD_QUESTIONS.join(' or ')}; may be repeated`,
  ).argParser((given: string, before: readonly string[] | undefined) =>
    oneOf(CARD_QUESTIONS, given, before ?? []),
  );
}

/** An empty one comes from a variable that is not set. */
function named(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Pass the name of a port.');
  return text;
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value <= 0) throw new InvalidArgumentError('Pass a positive whole number.');
  return value;
}

/** Without this check, a user who misspells a rule would believe that it is accepted. */
function accepted(rule: string, before: readonly string[] = []): string[] {
  return oneOf(ACCEPTED, rule, before);
}

function oneOf(known: readonly string[], given: string, before: readonly string[]): string[] {
  if (!known.includes(given))
    throw new InvalidArgumentError(`There is no such warning; there are ${known.join(', ')}.`);
  return [...before, given];
}

/** Whether an answer to a question of yes or no is yes; silence is not. */
export function accepts(answer: string | undefined): boolean {
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}
