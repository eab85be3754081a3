import { CommandHolder, type CommandHolderParts } from './commandHolder';
import type { PortHolder } from './portHolder';

/** MicroPico, which can be told to use any port. Source: its `activator.mts`. */
export function microPico(parts: CommandHolderParts): PortHolder {
  return new CommandHolder(
    {
      name: 'MicroPico',
      isRunning: (host) => host.extension('paulober.pico-w-go')?.isActive === true,
      disconnect: 'micropico.disconnect',
      connect: 'micropico.connect',
    },
    parts,
  );
}
