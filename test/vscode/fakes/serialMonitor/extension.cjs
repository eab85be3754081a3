// A stand-in for Microsoft's Serial Monitor, with the part of its API that its package reaches.
const vscode = require('vscode');
const { HeldPort } = require('../heldPort.cjs');

exports.activate = (context) => {
  const held = new HeldPort(vscode, 'Monitor');
  const api = {
    stopMonitoringPort: async (port) => port === held.path && held.close(),
    startMonitoringPort: async ({ port, baudRate }) => {
      if (port !== held.path || baudRate !== 115_200) throw new Error(`no port ${port} at ${baudRate}`);
      await held.open();
    },
  };
  context.subscriptions.push(
    vscode.commands.registerCommand('serialMonitor.take', () => held.open()),
    vscode.commands.registerCommand('serialMonitor.leave', () => held.close()),
  );
  return { getApi: (version) => (version === 0 ? api : undefined) };
};
