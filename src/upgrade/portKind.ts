/** Whether a port is a board in the network: `telnet://user:password@host`. */
export function isTelnet(port: string): boolean {
  return port.startsWith('telnet://');
}
