/** A simulated modem on a pseudo-terminal: `npx tsx test/simulator/main.ts --state 2 --build 39529`. */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { MODEM_OPTIONS, readModemOptions } from './modemOptions';
import { startModemOnPty } from './pty/modemOnPty';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: MODEM_OPTIONS });
  const running = await startModemOnPty(readModemOptions(values));
  console.log(JSON.stringify({ port: running.path }));
  // The simulator ends on a signal, or when its parent process ends.
  await Promise.race([
    once(process, 'SIGTERM'),
    once(process, 'SIGINT'),
    once(process.stdin.resume(), 'end'),
  ]);
  const { truth } = running.modem;
  console.log(JSON.stringify({ build: truth.build, condition: truth.condition, images: truth.images }));
  await running.stop();
  process.exit();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
});
