/**
 * A simulated board with a modem, which uses only the network and so runs on every system:
 * `npx tsx test/simulator/networkMain.ts --release 1.20.2.r4 --state 2 --build 39529`.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { startBoardInNetwork } from './board/network/boardInNetwork';
import { BOARD_OPTIONS, readBoardOptions } from './boardCommandLine';
import { MODEM_OPTIONS, readModemOptions } from './modemOptions';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { ...MODEM_OPTIONS, ...BOARD_OPTIONS } });
  const { network, modem, stop } = await startBoardInNetwork({
    ...readBoardOptions(values),
    modem: readModemOptions(values).modem,
    timeScale: Number(values['time-scale']),
  });
  console.log(JSON.stringify({ port: network.address }));
  // The simulator ends on a signal, or when its parent process ends.
  await Promise.race([
    once(process, 'SIGTERM'),
    once(process, 'SIGINT'),
    once(process.stdin.resume(), 'end'),
  ]);
  const { build, condition, images } = modem.truth;
  console.log(JSON.stringify({ build, condition, images }));
  await stop();
  process.exit();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
});
