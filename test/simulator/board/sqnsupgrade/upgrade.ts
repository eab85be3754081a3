import type { ModemLine } from './modemLine';
import { detectState, type ModemState, negotiateRate, wakeUp } from './modemState';
import { progressLine } from './progressLine';
import { StpSender } from './stpSender';
import type { Print } from './print';
import type { ToolFile } from './toolFile';
import { printVersion } from './versions';

/** Largest image the modem takes as a whole file before it puts it in place. */
const LARGEST_STAGED_BYTES = 4_194_304;
const COMMAND_MS = 5000;
const TRIES_BEFORE = 10;
const TRIES_AFTER = 100;
const UPDATER_BOOT_MS = 3000;
const SECOND_TRY_MS = 5000;
const AFTER_TRANSFER_MS = 1500;
const POLL_MS = 1000;
const BOOT_POLL_MS = 2000;
const LIMIT_MS = 300_000;

export interface UpgradeRequest {
  readonly image: ToolFile;
  /** `updater.elf`, where one was given. */
  readonly updater: ToolFile | null;
  readonly verbose: boolean;
  readonly loadFff: boolean;
  /** Releases before 1.20 end with other words. */
  readonly oldTexts: boolean;
}

/** What went wrong, in the words the tool prints before it gives up. */
class ToolFailure extends Error {}

/** The upgrade as the board's own tool does it. Prints as it goes; true when the modem says success. */
export async function upgrade(line: ModemLine, request: UpgradeRequest, print: Print): Promise<boolean> {
  try {
    await perform(line, request, print);
    return true;
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error;
    for (const text of error.message.split('\n')) print(text);
    return false;
  }
}

async function perform(line: ModemLine, request: UpgradeRequest, print: Print): Promise<void> {
  const { image, updater, verbose, loadFff, oldTexts } = request;
  const state = await detectState(line);
  if (state === null) {
    throw new ToolFailure(
      'Could not detect your modem!\nPlease try to power off your device and restart in safeboot mode.',
    );
  }
  if (state === 0 && !updater) {
    throw new ToolFailure('Your modem is in recovery mode. Please specify updater.elf file');
  }
  const staged = state !== 4 && !updater && loadFff && image.size <= LARGEST_STAGED_BYTES;
  if (updater && state !== 4) await loadUpdater(line, state, updater, verbose, print);
  else if (state !== 4) {
    await prepare(line, print);
    if (!staged) await bootUpdater(line);
  }
  const start = staged ? 'AT+SMSTPU' : 'AT+SMSTPU="ON_THE_FLY"';
  await transfer(line, start, image, verbose ? `Starting STP ${staged ? '[FFF]' : 'ON_THE_FLY'}` : '', print);
  if (verbose) print('Code download done, returning to user mode');
  if (staged) {
    const applied = await line.command('AT+SMUPGRADE', COMMAND_MS);
    if (applied.result !== 'OK')
      throw new ToolFailure(`Upgrade failed with result ${applied.result ?? 'None'}!`);
  }
  await finish(line, staged, print);
  print(oldTexts ? 'Upgrade completed!' : 'Your modem has been successfully updated.');
  print(oldTexts ? "Here's the current firmware version:" : 'Here is the current firmware version:');
  print('');
  await printVersion(line, verbose, print);
}

/** `AT` and what stops everything else in the modem. */
async function prepare(line: ModemLine, print: Print): Promise<void> {
  print('Attempting AT wakeup...');
  if (!(await wakeUp(line, TRIES_BEFORE))) throw new ToolFailure('ERROR sending AT command... no response?');
  for (const command of ['AT+BIND=AT', 'ATE0', 'AT+SMLOG?', 'AT+SMOD?', 'AT+SQNSUPGRADENTF="started"']) {
    await line.command(command, COMMAND_MS);
  }
  if (!(await wakeUp(line, TRIES_AFTER))) throw new ToolFailure('Timeout waiting for modem to respond!');
  for (const command of ['AT+SQNWL="sqndcc",2', 'AT+CFUN=4']) await line.command(command, COMMAND_MS);
}

async function bootUpdater(line: ModemLine): Promise<void> {
  await bootInto(line, 3);
  await line.sleep(UPDATER_BOOT_MS);
  if (!(await wakeUp(line, TRIES_AFTER))) throw new ToolFailure('Timeout waiting for modem to respond!');
  await line.command('AT+CFUN=4', COMMAND_MS);
  await line.command('AT+SMLOG?', COMMAND_MS);
}

async function bootInto(line: ModemLine, mode: 0 | 1 | 3): Promise<void> {
  if ((await line.command(`AT+SMSWBOOT=${mode},1`, COMMAND_MS)).result === 'OK') return;
  await line.sleep(SECOND_TRY_MS);
  if ((await line.command(`AT+SMSWBOOT=${mode},0`, COMMAND_MS)).result !== 'OK') {
    throw new ToolFailure(`Received ERROR from AT+SMSWBOOT=${mode},${mode === 3 ? 1 : 0}! Aborting!`);
  }
  await line.command('AT^RESET', COMMAND_MS);
}

/** Loads `updater.elf` through the recovery mode, which an application is brought into first. */
export async function loadUpdater(
  line: ModemLine,
  state: ModemState,
  updater: ToolFile,
  verbose: boolean,
  print: Print,
): Promise<void> {
  if (state !== 0) {
    await prepare(line, print);
    await bootInto(line, 0);
    await line.sleep(UPDATER_BOOT_MS);
    if ((await detectState(line)) !== 0) throw new ToolFailure('AT auto-negotiation failed! Exiting.');
  }
  if (!(await negotiateRate(line))) throw new ToolFailure('AT auto-negotiation failed! Exiting.');
  await transfer(line, 'AT+STP', updater, verbose ? 'Starting STP' : '', print);
  if (!(await wakeUp(line, TRIES_AFTER))) throw new ToolFailure('Timeout waiting for modem to respond!');
}

async function transfer(
  line: ModemLine,
  start: string,
  image: ToolFile,
  announcement: string,
  print: Print,
): Promise<void> {
  if (announcement) print(announcement);
  const lineEnd = start === 'AT+STP' ? '\n' : '\r\n';
  if ((await line.command(start, COMMAND_MS, lineEnd)).result !== 'OK') {
    throw new ToolFailure('Failed to start STP mode!');
  }
  const sender = new StpSender(line);
  const opened = await sender.open();
  if (!opened) throw new ToolFailure('Code download failed[1], aborting!');
  print(`Session opened: version ${opened.version}, max transfer ${opened.maximumTransfer} bytes`);
  let shown = '';
  const show = (sent: number): void => {
    const text = progressLine(image.size, sent);
    if (text === shown) return;
    shown = text;
    print(`\r${text}`, '');
  };
  show(0);
  const whole = await sender.send(image, opened.maximumTransfer, show);
  print('');
  if (!whole) throw new ToolFailure('Code download failed[2], aborting!');
  await sender.close();
}

async function finish(line: ModemLine, staged: boolean, print: Print): Promise<void> {
  print('Waiting for modem to finish the update...');
  print('This might take several minutes!');
  print('<<<=== DO NOT DISCONNECT POWER ===>>>');
  await line.sleep(AFTER_TRANSFER_MS);
  if (!(await wakeUp(line, TRIES_AFTER))) throw new ToolFailure('Timeout waiting for modem to respond!');
  const result = await poll(line, 'AT+SMUPGRADE?', POLL_MS, /success|fail[^\r\n]*/);
  if (!result) throw new ToolFailure('Timeout while waiting for modem to finish updating!');
  await poll(line, 'AT+SMSWBOOT?', BOOT_POLL_MS, /RECOVERY|FFH|FFF/);
  if (result !== 'success') {
    throw new ToolFailure(`Upgrade failed with result ${result}!\nPlease check your firmware file(s)`);
  }
  if (staged) return;
  print('Resetting.', '');
  await bootInto(line, 1);
  const deadline = line.clock.now() + LIMIT_MS;
  while (!(await line.waitFor('+SYSSTART', POLL_MS))) {
    print('.', '');
    if (line.clock.now() > deadline) {
      print('');
      throw new ToolFailure('Timeout waiting for modem to respond!');
    }
  }
  print('');
  await wakeUp(line, TRIES_AFTER);
  await line.command('AT+SQNSUPGRADENTF="success"', COMMAND_MS);
}

/** Asks until the answer holds what is looked for; `undefined` after 300 s. */
async function poll(
  line: ModemLine,
  command: string,
  everyMs: number,
  sought: RegExp,
): Promise<string | undefined> {
  const deadline = line.clock.now() + LIMIT_MS;
  while (line.clock.now() < deadline) {
    const answer = await line.command(command, COMMAND_MS);
    const found = answer.result === 'OK' ? sought.exec(answer.text)?.[0] : undefined;
    if (found !== undefined) return found;
    await line.sleep(everyMs);
  }
  return undefined;
}
