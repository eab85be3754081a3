import { parseArgs } from 'node:util';
import { downloadedVSCode, hasScreen, installedVSCode } from '../desktopVSCode';
import { endWith } from '../endWith';
import { mustRun } from '../run';
import { startDemo, type Demo } from './demo';
import { openDesktop } from './desktop';
import { serveInBrowser } from './inBrowser';
import { upgradeInTerminal } from './terminal';

const USAGE = [
  'usage: npm start [-- [--terminal] [--network]]     rehearses and upgrades on a simulated board, in VS Code or in the',
  '       terminal; with --network by Wi-Fi instead of a serial port, which only Linux can simulate',
].join('\n');
/** 128 + SIGINT, as shells have it. */
const INTERRUPTED = 130;

endWith(async () => {
  const { values } = parseArgs({
    options: {
      terminal: { type: 'boolean', default: false },
      network: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const interrupt = new AbortController();
  // What was started gets its own Ctrl-C from the terminal; here it is what lets the cleaning up happen.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupt.abort());

  await mustRun(process.execPath, ['esbuild.mjs']);
  const demo = await startDemo(values.network);
  try {
    if (interrupt.signal.aborted) return INTERRUPTED;
    return await (values.terminal ? upgradeInTerminal(demo) : openWindow(demo, interrupt.signal));
  } finally {
    await demo.stop();
  }
});

async function openWindow(demo: Demo, signal: AbortSignal): Promise<number> {
  console.log(
    `The simulated board is at ${demo.port}. Right-click the .dup file in the explorer: first rehearse, then upgrade.`,
  );
  const installed = hasScreen() ? installedVSCode() : undefined;
  const executable = installed ?? (await downloadedVSCode());
  return executable === undefined ? serveInBrowser(demo, signal) : openDesktop(executable, demo);
}
