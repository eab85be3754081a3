import { run } from '../run';
import type { Demo } from './demo';

/** In the terminal: what is there, the rehearsal, the upgrade, what is there now. Resolves with the exit status. */
export async function upgradeInTerminal({ port, image, method }: Demo): Promise<number> {
  const steps = [
    ['info', '--port', port],
    ['rehearse', '--port', port, image, '--method', method],
    ['run', '--port', port, image, '--method', method, '--yes'],
    ['info', '--port', port],
  ];
  for (const step of steps) {
    console.log(`\n$ lte-upgrade ${step.join(' ')}`);
    const status = await run(process.execPath, ['dist/cli.js', ...step]);
    if (status !== 0) return status;
  }
  return 0;
}
