import type { CommandContext } from '../commandContext';
import { EXIT_STATUS } from '../exitStatus';

/** Lists the serial ports, those of Pycom shields first. */
export async function portsCommand({ service, terminal, json, emit }: CommandContext): Promise<number> {
  const ports = await service.listPorts();
  if (json) {
    emit({ type: 'ports', ports });
    return EXIT_STATUS.done;
  }
  if (ports.length === 0) terminal.out('No serial port is connected.\n');
  for (const { path, shield, manufacturer, vendorId, productId } of ports) {
    const ids = vendorId === null ? '' : ` ${vendorId}:${productId ?? '????'}`;
    terminal.out(`${path}  ${shield ?? manufacturer ?? '(not known to be a Pycom board)'}${ids}\n`);
  }
  return EXIT_STATUS.done;
}
