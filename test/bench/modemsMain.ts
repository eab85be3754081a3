/** Simulated modems on paced pseudo-terminals, in their own process: `npx tsx test/bench/modemsMain.ts 16` prints the ports. */
import { once } from 'node:events';
import { type ModemOnPty, startModemOnPty } from '../simulator/pty/modemOnPty';
import { QUICK_MODEM } from './modemRun';

/** Fifteen digits. */
const FIRST_IMEI = 354_346_099_000_000;
const LATENCY_MS = 2;

async function main(): Promise<void> {
  const modems: ModemOnPty[] = [];
  for (let number = 0; number < Number(process.argv[2]); number++) {
    const imei = String(FIRST_IMEI + number);
    modems.push(
      await startModemOnPty({ modem: { ...QUICK_MODEM, imei }, paced: true, latencyMs: LATENCY_MS }),
    );
  }
  console.log(JSON.stringify(modems.map(({ path }) => path)));
  await once(process.stdin.resume(), 'end');
  for (const modem of modems) await modem.stop();
  process.exit();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(2);
});
