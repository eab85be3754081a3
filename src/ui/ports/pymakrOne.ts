import { CommandHolder, type CommandHolderParts } from './commandHolder';
import type { PortHolder } from './portHolder';
import { isPymakrOne, pymakrIds } from './pymakrIds';

/** Pymakr 1: two commands without an argument, which act on its one board and have no result. */
export function pymakrOne(parts: CommandHolderParts): PortHolder {
  return new CommandHolder(
    {
      name: 'Pymakr',
      isRunning: (host) =>
        pymakrIds.some((id) => {
          const found = host.extension(id);
          return found?.isActive === true && isPymakrOne(found.version);
        }),
      disconnect: 'pymakr.disconnect',
      connect: 'pymakr.connect',
    },
    parts,
  );
}
