/** serialport's native parts that each platform of the marketplace needs; `**` is all of them. */
export const TARGETS: Readonly<Record<string, readonly string[]>> = {
  'win32-x64': ['win32-x64/*'],
  'win32-arm64': ['win32-arm64/*'],
  'linux-x64': ['linux-x64/*.glibc.node'],
  'linux-arm64': ['linux-arm64/*.glibc.node'],
  'linux-armhf': ['linux-arm/*.glibc.node'],
  'alpine-x64': ['linux-x64/*.musl.node'],
  'darwin-x64': ['darwin-x64+arm64/*'],
  'darwin-arm64': ['darwin-x64+arm64/*'],
  universal: ['**'],
};
