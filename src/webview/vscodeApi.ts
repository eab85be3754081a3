import type { FromPanel } from '../ui/panel/messages';

/** What VS Code gives a panel's browser side; it may be asked for once. */
interface VsCodeApi {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();
// A state must be there for VS Code to bring the panel back after a reload; what it shows comes from the host.
if (api.getState() === undefined) api.setState({});

/** What `remember` was given last; VS Code keeps it while the panel is out of sight. */
export function recall(): unknown {
  return api.getState();
}

export function remember(state: unknown): void {
  api.setState(state);
}

export function send(message: FromPanel): void {
  api.postMessage(message);
}
