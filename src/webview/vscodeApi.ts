import type { FromPanel } from '../ui/panel/messages';

/** What VS Code gives a panel's browser side; it may be asked for once. */
interface VsCodeApi {
  postMessage(message: FromPanel): void;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();
// A state must be there for VS Code to bring the panel back after a reload; what it shows comes from the host.
api.setState({});

export function send(message: FromPanel): void {
  api.postMessage(message);
}
