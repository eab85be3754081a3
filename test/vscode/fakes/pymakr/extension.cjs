// A stand-in for Pymakr 2, which holds a board's port. Its inside has the shape of the original's, as far as it is used.
const vscode = require('vscode');
const { HeldPort } = require('../heldPort.cjs');

/** What the original says to a board that it has connected to: "back to the friendly prompt". */
const GREETING = '\r\x02';

exports.activate = (context) => {
  const held = new HeldPort(vscode, 'Pymakr');
  const device = {
    protocol: 'serial',
    address: held.path,
    config: { autoConnect: 'onLostConnection' },
    connected: { get: () => held.isOpen },
    online: { get: () => true },
    busy: { get: () => false },
    connect: async () => {
      if (!held.isOpen) await held.open(GREETING);
    },
    disconnect: async () => {
      await held.close();
    },
  };
  const inside = { devicesStore: { get: () => [device] }, projectsStore: { get: () => [] } };
  const commands = {
    // Only the callback gets it; the command itself gives nothing, as in the original.
    getPymakr: async (callback) => {
      callback(inside);
    },
    take: () => device.connect(),
    leave: () => device.disconnect(),
  };
  for (const [name, run] of Object.entries(commands))
    context.subscriptions.push(vscode.commands.registerCommand(`pymakr.${name}`, run));
};
