import type { ModemLine } from './modemLine';
import type { Print } from './print';

const COMMAND_MS = 5000;

/** UE and LR lines, or the whole block; then the IMEI. Application mode only. */
export async function printVersion(line: ModemLine, verbose: boolean, print: Print): Promise<void> {
  if (verbose) {
    for (const text of await answerLines(line, 'AT!="showver"')) print(text);
  } else {
    for (const text of await answerLines(line, 'ATI1')) {
      if (/^(UE|LR)/.test(text)) print(text);
    }
  }
  print('');
  print(`IMEI: ${await readImei(line)}`);
}

export async function readImei(line: ModemLine): Promise<string> {
  return (await answerLines(line, 'AT+CGSN')).find((text) => /^\d{14,16}$/.test(text)) ?? '';
}

/** Build of the factory bootrom, where the modem tells it. */
export async function readBootrom(line: ModemLine): Promise<string | undefined> {
  const block = (await answerLines(line, 'AT!="showver"')).join('\n');
  return /Bootloader0\*?\s*:[^\n]*\[(\d+)\]/.exec(block)?.[1];
}

/** The lines of an answer, echo and result left out. */
async function answerLines(line: ModemLine, command: string): Promise<string[]> {
  await line.command('ATE0', COMMAND_MS);
  const { text } = await line.command(command, COMMAND_MS);
  const lines = text.replace(/\r/g, '').split('\n');
  while (lines.length > 0 && /^(OK|ERROR)?$/.test(lines.at(-1) ?? '')) lines.pop();
  while (lines[0] === '') lines.shift();
  return lines;
}
