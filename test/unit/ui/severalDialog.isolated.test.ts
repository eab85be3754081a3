import { expect, test, vi } from 'vitest';
import { silentLogger } from '../../../src/base/logger';
import type { PortChoice } from '../../../src/ui/texts/portChoices';
import { VirtualClock } from '../../simulator/virtualClock';
import { ENGLISH } from './flowRig';

interface Line {
  readonly port: string | null;
}

/** The list as VS Code would show it. */
class FakeList {
  items: readonly Line[] = [];
  selectedItems: readonly Line[] = [];
  private accept: () => void = () => undefined;
  onDidAccept(listener: () => void): void {
    this.accept = listener;
  }
  onDidHide(): void {
    // No test closes the list.
  }
  show(): void {
    this.accept();
  }
  hide(): void {
    this.items = [];
  }
  dispose(): void {
    this.items = [];
  }
}

vi.mock('vscode', () => ({ window: { createQuickPick: () => new FakeList() } }));

const { pickBoards } = await import('../../../src/ui/dialogs/severalDialog');

const choice = (port: string): PortChoice => ({
  port,
  kind: 'board',
  label: port,
  description: port,
  detail: '',
  typed: false,
  hidden: false,
});

test('accepting the list upgrades what is connected by a cable, and no board in the network', async () => {
  const boards = ['/dev/ttyACM0', 'telnet://192.168.4.1', '/dev/ttyACM1'].map(choice);
  const parts = { clock: new VirtualClock(), logger: silentLogger, speech: ENGLISH };
  expect(await pickBoards(() => Promise.resolve(boards), parts)).toEqual({
    ports: ['/dev/ttyACM0', '/dev/ttyACM1'],
    takesMore: false,
  });
});
