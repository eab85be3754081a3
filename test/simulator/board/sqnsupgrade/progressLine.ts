const PLACES = 40;

/** `Sending 452000 bytes: [####      ]  12%`, rewritten in place after a carriage return. */
export function progressLine(total: number, sent: number): string {
  const share = total === 0 ? 1 : sent / total;
  const filled = Math.floor(share * PLACES);
  const percent = String(Math.floor(share * 100)).padStart(3);
  return `Sending ${total} bytes: [${'#'.repeat(filled)}${' '.repeat(PLACES - filled)}] ${percent}%`;
}
