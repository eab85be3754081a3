import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { iconless, label } from '../escaped';
import type { PortPicking } from '../flow/dialogs';
import { repeatedly } from '../repeatedly';
import type { Speech } from '../speech';
import { isHost, networkPort } from '../texts/networkPort';
import type { PortChoice, PortKind } from '../texts/portChoices';

/** How soon a board that is plugged in while the list is open appears in it. */
const LOOK_EVERY_MS = 1000;

const ICON: Readonly<Record<PortKind, string>> = {
  board: 'circuit-board',
  usb: 'plug',
  other: 'plug',
  typed: 'edit',
};

interface Item extends vscode.QuickPickItem {
  readonly port?: string;
  /** Does what the line says instead of choosing a port. */
  readonly ask?: () => Promise<string | undefined>;
  readonly unfold?: true;
}

interface Needs {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly speech: Speech;
}

/**
 * The port picker. It is looked again every second, so that a board that is plugged in appears. Only a line with a known board
 * is ever selected before the user selects one. A port that is in no list, such as a pseudo-terminal, can be typed.
 */
export async function pickPort(picking: PortPicking, needs: Needs): Promise<string | undefined> {
  const ask = await chosenLine(picking, needs);
  return ask?.port ?? ask?.ask?.();
}

function chosenLine(picking: PortPicking, { clock, logger, speech }: Needs): Promise<Item | undefined> {
  const list = vscode.window.createQuickPick<Item>();
  const hide = { iconPath: new vscode.ThemeIcon('eye-closed'), tooltip: speech.translate('Hide this port') };
  const show = { iconPath: new vscode.ThemeIcon('eye'), tooltip: speech.translate('Show this port again') };
  const forget = { iconPath: new vscode.ThemeIcon('trash'), tooltip: speech.translate('Forget this port') };
  let unfolded = false;
  let drawn = '';

  const lineOf = (choice: PortChoice): Item => ({
    label: label(ICON[choice.kind], choice.label).text,
    description: iconless(choice.description),
    detail: iconless(choice.detail),
    port: choice.port,
    buttons: choice.typed ? [forget] : choice.kind === 'board' ? [] : [choice.hidden ? show : hide],
  });
  const draw = async (): Promise<void> => {
    const { choices, unknown } = await picking.list();
    const state = JSON.stringify([choices, unknown, unfolded]);
    if (state === drawn) return;
    const isFirst = drawn === '';
    drawn = state;
    const shown = choices.filter(({ hidden }) => !hidden);
    const hidden = choices.filter((choice) => choice.hidden);
    const group = (title: string, ...kinds: readonly PortKind[]): Item[] => {
      const lines = shown.filter(({ kind }) => kinds.includes(kind)).map(lineOf);
      return lines.length === 0 ? [] : [separator(title), ...lines];
    };
    const items: Item[] = [
      ...group(speech.translate('Boards'), 'board'),
      ...group(speech.translate('Typed before'), 'typed'),
      ...group(speech.translate('Other ports, with no known board'), 'usb', 'other'),
      separator(speech.translate('Not in this list')),
      {
        label: label('globe', speech.translate('Board on the network…')).text,
        alwaysShow: true,
        ask: () => typeAddress(speech),
      },
      {
        label: label('edit', speech.translate('Type another port…')).text,
        alwaysShow: true,
        ask: () => typePort(speech),
      },
      ...(hidden.length === 0
        ? []
        : unfolded
          ? [separator(speech.translate('Hidden')), ...hidden.map(lineOf)]
          : [
              {
                label: label('eye', speech.translate('Show hidden ports ({count})', { count: hidden.length }))
                  .text,
                alwaysShow: true,
                unfold: true as const,
              },
            ]),
    ];
    const before = list.activeItems[0];
    list.placeholder =
      unknown ??
      (shown.some(({ kind }) => kind === 'board')
        ? speech.translate('Choose the port that the board is connected to')
        : speech.translate('No Pycom board found. Connect one, and it will appear here.'));
    list.items = items;
    const board = shown.find(({ kind }) => kind === 'board');
    const active = isFirst
      ? items.find(({ port }) => port !== undefined && port === board?.port)
      : items.find(({ label: text, port }) => text === before?.label && port === before.port);
    // Where none is known to be a board, Enter must choose nothing.
    list.activeItems = active === undefined ? [] : [active];
  };
  const redraw = (): void => {
    draw().catch((error: unknown) => logger.warn(`the ports cannot be listed: ${String(error)}`));
  };

  list.title = speech.translate('Port of the board with the LTE modem');
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  // Whoever looks at the panel or the cable meanwhile still has the question before them.
  list.ignoreFocusOut = true;
  list.keepScrollPosition = true;
  const looking = repeatedly(clock, LOOK_EVERY_MS, redraw);
  return new Promise<Item | undefined>((resolve, reject) => {
    list.onDidTriggerItemButton(({ item: { port }, button }) => {
      if (port === undefined) return;
      if (button === forget) picking.forget(port);
      else if (button === hide) picking.hide(port);
      else picking.show(port);
      redraw();
    });
    list.onDidAccept(() => {
      const [picked] = list.selectedItems;
      if (picked === undefined) return;
      if (picked.unfold === true) {
        unfolded = true;
        redraw();
        return;
      }
      resolve(picked);
      list.hide();
    });
    list.onDidHide(() => resolve(undefined));
    draw().then(() => list.show(), reject);
  }).finally(() => {
    looking.dispose();
    list.dispose();
  });
}

function separator(title: string): Item {
  return { label: title, kind: vscode.QuickPickItemKind.Separator };
}

/** Where the board is and how to log in; what every board has from the factory is there already. */
async function typeAddress(speech: Speech): Promise<string | undefined> {
  const title = speech.translate('Board on the network');
  const host = await vscode.window.showInputBox({
    title,
    prompt: speech.translate('Address of the board; in its own Wi-Fi it is 192.168.4.1'),
    value: '192.168.4.1',
    validateInput: (text) => (isHost(text) ? undefined : speech.translate('This isn’t a valid address.')),
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
    prompt: speech.translate('Password; leave it empty if you never changed it'),
    password: true,
    ignoreFocusOut: true,
  });
  if (password === undefined) return undefined;
  return networkPort({ host, user: user === 'micro' && password === '' ? '' : user, password });
}

async function typePort(speech: Speech): Promise<string | undefined> {
  const port = await vscode.window.showInputBox({
    title: speech.translate('Port of the board with the LTE modem'),
    prompt: speech.translate('The port’s name in your operating system'),
    placeHolder: examplePort(process.platform),
  });
  return port?.trim() === '' ? undefined : port?.trim();
}

/** What a port is called there. */
function examplePort(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'COM3';
  return platform === 'darwin' ? '/dev/tty.usbmodem101' : '/dev/ttyACM0';
}
