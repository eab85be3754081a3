// What the stand-ins for other extensions have in common: the port in the settings, held as their originals hold it,
// and an item in the status bar that tells all that happened to it.
const { SerialPort } = require('serialport');

exports.HeldPort = class HeldPort {
  #vscode;
  #name;
  #item;
  #port = null;
  #story = [];

  /** @param vscode the API as the extension got it: each has its own */
  constructor(vscode, name) {
    this.#vscode = vscode;
    this.#name = name;
    this.#item = vscode.window.createStatusBarItem('held', vscode.StatusBarAlignment.Left, 1);
    this.#tell('ready');
  }

  get path() {
    return this.#vscode.workspace.getConfiguration('lteUpgrade').get('port');
  }

  get isOpen() {
    return this.#port !== null;
  }

  /** @param greeting what is written to the board first */
  async open(greeting = '') {
    const port = new SerialPort({ path: this.path, baudRate: 115_200, autoOpen: false });
    await new Promise((done, fail) => port.open((error) => (error ? fail(error) : done())));
    this.#port = port;
    if (greeting !== '') port.write(greeting);
    this.#tell('holds');
  }

  async close() {
    const port = this.#port;
    if (port === null) return false;
    await new Promise((done, fail) => port.close((error) => (error ? fail(error) : done())));
    this.#port = null;
    this.#tell('free');
    return true;
  }

  #tell(what) {
    this.#story.push(what);
    this.#item.text = `${this.#name}: ${this.#story.join(' ')}`;
    this.#item.show();
  }
};
