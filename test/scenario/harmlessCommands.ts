/** Reading commands, and the escape from a data session. All other commands could change the modem. */
const HARMLESS = ['AT', 'AT+SMOD?', 'ATI1', 'AT+CGSN', 'AT!="showver"', 'AT+SMUPGRADE?', 'ATE0', '+++'];

/** The commands to the modem that do more than read. Keys for a REPL at another rate arrive as noise. */
export function harmfulCommands(commands: readonly string[]): string[] {
  // The escape has no line end, so the next command is joined to it.
  const heard = commands.map((command) => command.replaceAll(/[^\x20-\x7e]/g, '').replace(/^(\+\+\+)+/, ''));
  return [...new Set(heard)].filter((command) => command !== '' && !HARMLESS.includes(command));
}
