import { expect, test, vi } from 'vitest';
import { silentLogger } from '../../../src/base/logger';
import type { PortPicking } from '../../../src/ui/flow/dialogs';
import type { PortChoice } from '../../../src/ui/texts/portChoices';
import { VirtualClock } from '../../simulator/virtualClock';
import { ENGLISH } from './flowRig';

interface Line {
  readonly label: string;
  readonly port?: string;
  readonly kind?: number;
}

/** The list as VS Code would show it. */
class FakeList {
  items: readonly Line[] = [];
  activeItems: readonly Line[] = [];
  selectedItems: readonly Line[] = [];
  placeholder = '';
  private accept: () => void = () => undefined;
  private hidden: () => void = () => undefined;
  onDidTriggerItemButton(): void {
    // No test presses a button.
  }
  onDidAccept(listener: () => void): void {
    this.accept = listener;
  }
  onDidHide(listener: () => void): void {
    this.hidden = listener;
  }
  show(): void {
    // The list is already visible.
  }
  hide(): void {
    this.hidden();
  }
  dispose(): void {
    this.items = [];
  }
  choose(port: string): void {
    this.selectedItems = this.items.filter((line) => line.port === port);
    this.accept();
  }
  get ports(): (string | undefined)[] {
    return this.items.flatMap(({ port }) => port ?? []);
  }
}

const lists = vi.hoisted((): unknown[] => []);
vi.mock('vscode', () => ({
  QuickPickItemKind: { Separator: -1 },
  ThemeIcon: class {
    constructor(readonly id: string) {}
  },
  window: { createQuickPick: () => lists[lists.push(new FakeList()) - 1] },
}));

const { pickPort } = await import('../../../src/ui/dialogs/portDialog');

const choice = (port: string, kind: PortChoice['kind']): PortChoice => ({
  port,
  kind,
  label: port,
  description: '',
  detail: '',
  typed: false,
  hidden: false,
});

test('a board that is plugged in while the list is open appears in it and can be chosen', async () => {
  const clock = new VirtualClock();
  const choices = [choice('/dev/ttyS0', 'other')];
  const picking: PortPicking = {
    list: () => Promise.resolve({ choices: [...choices], unknown: null }),
    hide: () => undefined,
    show: () => undefined,
    forget: () => undefined,
  };
  const picked = pickPort(picking, { clock, logger: silentLogger, speech: ENGLISH });
  const list = lists[0] as FakeList;
  await expect.poll(() => list.ports).toEqual(['/dev/ttyS0']);
  expect(list.placeholder).toContain('No Pycom board found');
  // Enter must not select a port without a known board.
  expect(list.activeItems).toEqual([]);

  choices.unshift(choice('/dev/ttyACM0', 'board'));
  await clock.sleep(1500);
  await expect.poll(() => list.ports).toEqual(['/dev/ttyACM0', '/dev/ttyS0']);
  expect(list.placeholder).toContain('Choose the port');
  // The selection stays, even if a new line appears above it.
  expect(list.activeItems).toEqual([]);
  list.choose('/dev/ttyACM0');
  expect(await picked).toBe('/dev/ttyACM0');
});
