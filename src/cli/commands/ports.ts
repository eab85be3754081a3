import type { CommandContext } from '../commandContext';
import { EXIT_STATUS } from '../exitStatus';
import { shown } from '../shown';

/** Lists the serial ports, those of Pycom shields first. */
export async function portsCommand({ service, terminal, json, emit }: CommandContext): Promise<number> {
  const { ports, unknown } = await service.listPorts();
  // That nothing was found is no answer where not everything could be looked at.
  const status = unknown !== null && ports.length === 0 ? EXIT_STATUS.failed : EXIT_STATUS.done;
  if (json) {
    emit({ type: 'ports', ports, unknown });
    return status;
  }
  if (unknown !== null)
    terminal.err(shown`${unknown}
`);
  else if (ports.length === 0) terminal.out(shown`No serial ports found.\n`);
  for (const { path, shield, manufacturer, vendorId, productId } of ports) {
    const ids = vendorId === null ? '' : ` ${vendorId}:${productId ?? '????'}`;
    terminal.out(shown`${path}  ${shield ?? manufacturer ?? '(not known to be a Pycom board)'}${ids}\n`);
  }
  return status;
}
