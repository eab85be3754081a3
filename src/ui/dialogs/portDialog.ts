import * as vscode from 'vscode';
import type { Speech } from '../speech';
import type { PortChoice } from '../texts/portChoices';

/** The port picker; a port that is in no list, such as a pseudo-terminal, can be typed. */
export async function pickPort(choices: readonly PortChoice[], speech: Speech): Promise<string | undefined> {
  const typed: vscode.QuickPickItem = {
    label: `$(edit) ${speech.say('Type another port…')}`,
    alwaysShow: true,
  };
  const items = choices.map((choice) => ({ ...choice, label: `$(plug) ${choice.label}` }));
  const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { port?: string }>(
    [...items, typed],
    {
      title: speech.say('Port of the board with the LTE modem'),
      placeHolder:
        choices.length === 0
          ? speech.say('No serial port was found. Connect the board and try again, or type a port.')
          : speech.say('Choose the port that the board is connected to'),
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
  if (picked === undefined) return undefined;
  return picked.port ?? typePort(speech);
}

async function typePort(speech: Speech): Promise<string | undefined> {
  const port = await vscode.window.showInputBox({
    title: speech.say('Port of the board with the LTE modem'),
    prompt: speech.say('As the operating system names it'),
    placeHolder: process.platform === 'win32' ? 'COM3' : '/dev/ttyACM0',
  });
  return port?.trim() === '' ? undefined : port?.trim();
}
