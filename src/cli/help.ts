import { EXIT_MEANINGS, EXIT_STATUS } from './exitStatus';

/** What `--help` says below the commands. */
export function helpText(): string {
  const statuses = Object.entries(EXIT_STATUS).map(
    ([name, status]) => `  ${String(status).padEnd(5)}${EXIT_MEANINGS[name as keyof typeof EXIT_STATUS]}`,
  );
  return [
    '',
    'An upgrade, step by step (a port is COM3 or the like on Windows):',
    '  lte-upgrade ports',
    '  lte-upgrade info --port /dev/ttyACM0',
    '  lte-upgrade plan --port /dev/ttyACM0 upgdiff_38638-to-39529.dup',
    '  lte-upgrade run --port /dev/ttyACM0 upgdiff_38638-to-39529.dup',
    '',
    'Exit status:',
    ...statuses,
  ].join('\n');
}
