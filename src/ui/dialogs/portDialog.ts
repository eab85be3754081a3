import * as vscode from 'vscode';
import { label } from '../escaped';
import type { Speech } from '../speech';
import { isHost, networkPort } from '../texts/networkPort';
import type { PortChoice } from '../texts/portChoices';
import { pick, type PickItem } from './pick';

/** The port picker; a port that is in no list, such as a pseudo-terminal, can be typed. */
export async function pickPort(
  choices: readonly PortChoice[],
  unknown: string | null,
  speech: Speech,
): Promise<string | undefined> {
  const network: Item = {
    label: label('globe', speech.translate('Board in the network…')),
    alwaysShow: true,
    ask: () => typeAddress(speech),
  };
  const typed: Item = {
    label: label('edit', speech.translate('Type another port…')),
    alwaysShow: true,
    ask: () => typePort(speech),
  };
  const items = choices.map((choice) => ({ ...choice, label: label('plug', choice.label) }));
  const picked = await pick<Item>([...items, network, typed], {
    title: speech.translate('Port of the board with the LTE modem'),
    placeHolder:
      unknown ??
      (choices.length === 0
        ? speech.translate('No serial port was found. Connect the board and try again, or type a port.')
        : speech.translate('Choose the port that the board is connected to')),
    matchOnDescription: true,
    matchOnDetail: true,
    // Whoever looks at the panel or the cable meanwhile still has the question before them.
    ignoreFocusOut: true,
  });
  if (picked === undefined) return undefined;
  return picked.port ?? picked.ask?.();
}

interface Item extends PickItem {
  readonly port?: string;
  /** Asks for what no list holds. */
  readonly ask?: () => Promise<string | undefined>;
}

/** Where the board is and how to log in; what every board has from the factory is there already. */
async function typeAddress(speech: Speech): Promise<string | undefined> {
  const title = speech.translate('Board in the network');
  const host = await vscode.window.showInputBox({
    title,
    prompt: speech.translate('Address of the board; in its own Wi-Fi it is 192.168.4.1'),
    value: '192.168.4.1',
    validateInput: (text) => (isHost(text) ? undefined : speech.translate('This is no address.')),
    ignoreFocusOut: true,
  });
  if (host === undefined) return undefined;
  const user = await vscode.window.showInputBox({
    title,
    prompt: speech.translate('User of the board’s Telnet and FTP server'),
    value: 'micro',
    ignoreFocusOut: true,
  });
  if (user === undefined) return undefined;
  const password = await vscode.window.showInputBox({
    title,
    prompt: speech.translate('Password; leave it empty when it was never changed'),
    password: true,
    ignoreFocusOut: true,
  });
  if (password === undefined) return undefined;
  return networkPort({ host, user: user === 'micro' && password === '' ? '' : user, password });
}

async function typePort(speech: Speech): Promise<string | undefined> {
  const port = await vscode.window.showInputBox({
    title: speech.translate('Port of the board with the LTE modem'),
    prompt: speech.translate('As the operating system names it'),
    placeHolder: examplePort(process.platform),
  });
  return port?.trim() === '' ? undefined : port?.trim();
}

/** What a port is called there. */
function examplePort(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'COM3';
  return platform === 'darwin' ? '/dev/tty.usbmodem101' : '/dev/ttyACM0';
}
