interface WorkbenchContent {
  /** The folder to open. */
  readonly folder: string;
  /** Extensions that are loaded from their build folders, without a package. */
  readonly extensions?: readonly string[];
  /** A module with `run()`, called inside the extension host. */
  readonly tests?: string;
}

/** The address that shows a folder in the stand-in, by the query parameters that VS Code for the web understands. */
export function workbenchAddress(
  origin: string,
  { folder, extensions = [], tests }: WorkbenchContent,
): string {
  const address = new URL(origin);
  const remote = (path: string): string => `vscode-remote://${address.host}${path}`;
  const payload = extensions.map((path) => ['extensionDevelopmentPath', remote(path)]);
  if (tests !== undefined) payload.push(['extensionTestsPath', remote(tests)]);
  address.searchParams.set('folder', folder);
  if (payload.length > 0) address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}
