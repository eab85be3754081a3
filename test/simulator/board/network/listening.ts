import type { AddressInfo, Server } from 'node:net';

/** Only this computer can reach the servers. */
export const HOST = '127.0.0.1';

/** @returns the port in use: the given one, or a free one for 0 */
export async function listening(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  return (server.address() as AddressInfo).port;
}

export async function closed(server: Server | undefined): Promise<void> {
  if (!server?.listening) return;
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
