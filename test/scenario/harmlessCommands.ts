/** Questions, and the escape from a data session: whatever else a modem hears could change it. */
const HARMLESS = ['AT', 'AT+SMOD?', 'ATI1', 'AT+CGSN', 'AT!="showver"', 'AT+SMUPGRADE?', 'ATE0', '+++'];

/** What was sent to the modem and is more than a question. Noise is what it makes of keys for a REPL at another rate. */
export function harmfulCommands(commands: readonly string[]): string[] {
  // The escape has no line end of its own: what follows is glued to it.
  const heard = commands.map((command) => command.replaceAll(/[^\x20-\x7e]/g, '').replace(/^(\+\+\+)+/, ''));
  return [...new Set(heard)].filter((command) => command !== '' && !HARMLESS.includes(command));
}
