import path from 'node:path';
import type { Socket } from 'node:net';
import type { SimulatedBoard } from '../simulatedBoard';
import { FtpData } from './ftpData';
import { FtpFiles } from './ftpFiles';
import type { NetworkOptions } from './networkOptions';

/** `name` is the parameter, resolved in the current folder. */
type FtpCommand = (parameter: string, name: string) => void | Promise<void>;

const BEFORE_LOGIN = ['USER', 'PASS', 'QUIT'];

/**
 * One client of the FTP server, with the commands the firmware has and its bare answers. Source: the firmware's ftp.c.
 */
export class FtpSession {
  readonly control: Socket;
  private readonly options: NetworkOptions;
  private readonly files: FtpFiles;
  private readonly data: FtpData;
  private readonly onCommand: (command: string) => void;
  private readonly commands = this.commandTable();
  private folder = '/';
  private user = '';
  private loggedIn = false;
  private renamed: string | undefined;
  private line = '';
  private busy: Promise<void> = Promise.resolve();

  constructor(
    control: Socket,
    board: SimulatedBoard,
    options: NetworkOptions,
    onCommand: (command: string) => void,
  ) {
    this.control = control;
    this.options = options;
    this.onCommand = onCommand;
    this.files = new FtpFiles(board);
    this.data = new FtpData(options);
    control.setTimeout(options.inactivityMs);
    control.on('timeout', () => {
      this.reply(221);
      this.end();
    });
    control.on('data', (chunk) => this.take(chunk.toString('utf8')));
    control.once('close', () => this.data.close());
    const { ftpFloods } = options.faults;
    if (ftpFloods === undefined) this.reply(220, 'Micropython FTP Server');
    else this.flood(ftpFloods);
  }

  end(): void {
    this.data.close();
    this.control.destroy();
  }

  private reply(status: number, text = ''): void {
    if (this.control.writable) this.control.write(`${status} ${text}\r\n`);
  }

  /** Sends as fast as the client reads. */
  private flood(text: string): void {
    const { control } = this;
    control.on('drain', () => control.write(text.repeat(100)));
    // More than the socket accepts at once, so that a drain event follows.
    control.write(text.repeat(100_000));
  }

  private take(text: string): void {
    this.line += text;
    const lines = this.line.split('\r\n');
    this.line = lines.pop() ?? '';
    for (const line of lines) {
      this.busy = this.busy.then(() => this.obey(line)).catch(() => this.end());
    }
  }

  private async obey(line: string): Promise<void> {
    const [, word = '', parameter = ''] = /^(\S*) ?(.*)$/.exec(line) ?? [];
    const command = word.toUpperCase();
    this.onCommand(command);
    const act = this.commands[command];
    if (!this.loggedIn && !BEFORE_LOGIN.includes(command)) this.reply(332);
    else if (act && !this.options.ftpRefuses.includes(command))
      await act(parameter, path.posix.resolve(this.folder, parameter));
    else this.reply(502);
  }

  /** All commands of the firmware. */
  private commandTable(): Readonly<Record<string, FtpCommand>> {
    const done = (good: boolean): void => this.reply(good ? 250 : 550);
    const fine = (): void => this.reply(200);
    const whereAmI = (): void => this.reply(257, this.folder);
    const remove: FtpCommand = (_, name) => done(this.files.remove(name));
    return {
      USER: (user) => {
        this.user = user;
        this.reply(331);
      },
      PASS: (password) => {
        const { login } = this.options;
        this.loggedIn = this.user === login.user && password === login.password;
        this.reply(this.loggedIn ? 230 : 530);
      },
      FEAT: () => this.reply(211, 'no-features'),
      SYST: () => this.reply(215, 'UNIX Type: L8'),
      TYPE: fine,
      NOOP: fine,
      PWD: whereAmI,
      XPWD: whereAmI,
      CDUP: () => {
        this.folder = path.posix.dirname(this.folder);
        done(true);
      },
      CWD: (_, name) => {
        const there = this.files.isFolder(name);
        if (there) this.folder = name;
        done(there);
      },
      SIZE: (_, name) => {
        const size = this.files.size(name);
        if (size === undefined) this.reply(550);
        else this.reply(213, String(size));
      },
      MDTM: (_, name) => {
        if (this.files.exists(name)) this.reply(213, '20210101000000');
        else this.reply(550);
      },
      DELE: remove,
      RMD: remove,
      MKD: (_, name) => done(this.files.makeFolder(name)),
      RNFR: (_, name) => {
        this.renamed = this.files.exists(name) ? name : undefined;
        this.reply(this.renamed === undefined ? 550 : 350);
      },
      RNTO: (_, name) => done(this.renamed !== undefined && this.files.rename(this.renamed, name)),
      PASV: async () => {
        const numbers = (await this.data.listen()).join(',');
        const forms = {
          parentheses: `(${numbers})`,
          sentence: `Entering Passive Mode (${numbers}).`,
          bare: numbers,
        };
        this.reply(227, forms[this.options.passiveForm]);
      },
      LIST: () => this.send(this.files.list(this.folder)?.map((entry) => `${entry}\r\n`)),
      RETR: (_, name) => {
        const content = this.files.read(name);
        return this.send(content && [content]);
      },
      STOR: (_, name) => this.store(name),
      QUIT: () => {
        this.reply(221);
        this.end();
      },
    };
  }

  private async send(pieces: readonly (string | Uint8Array)[] | undefined): Promise<void> {
    if (pieces === undefined) {
      this.refuse();
      return;
    }
    this.reply(150);
    this.reply((await this.data.send(pieces)) ? 226 : 426);
  }

  private async store(name: string): Promise<void> {
    const file = this.files.create(name);
    if (file === undefined) {
      this.refuse();
      return;
    }
    this.reply(150);
    try {
      this.reply(await this.data.receive((bytes) => file.write(bytes)));
    } finally {
      file.close();
    }
  }

  private refuse(): void {
    this.data.close();
    this.reply(550);
  }
}
