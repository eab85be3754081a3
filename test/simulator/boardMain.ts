/**
 * A simulated board with a modem behind it, on a pseudo-terminal:
 * `npx tsx test/simulator/boardMain.ts --sysname GPy --release 1.20.2.r4 --state 2 --build 39529`.
 * Prints `{"port", "telnet", "flash", "sd", "control"}` (`telnet` only with `--network`), then accepts one command per line: power-cycle, reset, unplug, replug,
 * truth, quit, and modem-off, which cuts only the modem’s power. Each command gets one line as its answer.
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { BOARD_OPTIONS, readBoardOptions } from './boardCommandLine';
import { startBoardOnPty } from './board/boardOnPty';
import { MODEM_OPTIONS, readModemOptions } from './modemOptions';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { ...MODEM_OPTIONS, ...BOARD_OPTIONS } });
  const { board, modem, hand, network, path, stop } = await startBoardOnPty({
    ...readModemOptions(values),
    board: readBoardOptions(values),
    timeScale: Number(values['time-scale']),
    ...(values.network ? { network: {} } : {}),
  });
  const say = (fact: unknown): void => console.log(JSON.stringify(fact));
  say({
    port: path,
    telnet: network?.address,
    flash: board.flashFolder,
    sd: board.sdFolder,
    control: 'stdin',
  });

  const truth = (): unknown => {
    const { build, state, condition, images } = modem.truth;
    const { baudRate, mirroring, counters } = board;
    return { build, state, condition, images, board: { baudRate, mirroring, ...counters } };
  };
  const commands: Readonly<Record<string, () => Promise<unknown>>> = {
    'power-cycle': () => hand.powerCycle(),
    reset: () => board.reset(),
    unplug: () => hand.unplug(),
    replug: () => hand.replug(),
    'modem-off': () => {
      modem.cutPower();
      return Promise.resolve();
    },
    truth: () => Promise.resolve(truth()),
  };
  process.once('SIGTERM', () => process.stdin.destroy());
  process.once('SIGINT', () => process.stdin.destroy());
  for await (const line of createInterface(process.stdin)) {
    const command = line.trim();
    if (command === 'quit') break;
    const run = commands[command];
    say(run ? ((await run()) ?? { done: command }) : { error: `unknown command: ${command}` });
  }
  await stop();
  process.exit();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
});
