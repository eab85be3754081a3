import type { Finding } from '../../upgrade';
import { type Disposable } from '../../base/disposable';
import type { PanelState } from '../panel/panelState';
import type { PanelStore } from '../panel/panelStore';
import { Emitter } from '../../base/emitter';

/** A board or a modem that answered. */
export type AnsweringFinding = Exclude<Finding, { readonly kind: 'silent' }>;

/**
 * What was found last in this window, as long as it holds: files are compared with it. A modem that was written to and could
 * not be read afterwards is no longer what it was.
 */
export class LastFound implements Disposable {
  private readonly changes = new Emitter<void>();
  readonly onChange = this.changes.event;
  private held: AnsweringFinding | null = null;
  private readonly listening: Disposable;

  constructor(store: PanelStore) {
    this.take(store.state);
    this.listening = store.onChange((state) => this.take(state));
  }

  get finding(): AnsweringFinding | null {
    return this.held;
  }

  dispose(): void {
    this.listening.dispose();
  }

  private take(state: PanelState): void {
    const next = isUnknownNow(state) ? null : foundIn(state, this.held);
    if (next === this.held) return;
    this.held = next;
    this.changes.fire();
  }
}

function isUnknownNow(state: PanelState): boolean {
  if (state.stage === 'interrupted') return true;
  return state.stage === 'done' && state.report.after === null && state.report.modemState !== 'untouched';
}

function foundIn({ found }: PanelState, before: AnsweringFinding | null): AnsweringFinding | null {
  if (found === null) return before;
  const { finding } = found;
  if (finding.kind !== 'silent') return finding;
  return before?.port === finding.port ? null : before;
}
