import { silentLogger } from '../../../src/base/logger';
import { createServices, type Services } from '../../../src/upgrade/createUpgradeService';
import type { Finding } from '../../../src/upgrade/inspect/finding';
import { entryText } from '../../../src/upgrade/journal/entryText';
import { memoryStorage } from '../../../src/upgrade/journal/recordStorage';
import { nobodyElse, type PortBroker } from '../../../src/upgrade/portBroker';
import type { Processes } from '../../../src/upgrade/journal/processes';
import { InProcessWire, type WireEnd } from '../../simulator/inProcess';
import { VirtualClock } from '../../simulator/virtualClock';
import { KILLED_TOOL_MS, NOWHERE, sampleEntry } from './journal/sampleEntry';
import { ScriptedBoard, UNIQUE_ID } from './scriptedBoard';

/** The process of every recorded upgrade has ended. */
const LAST_ONE: Processes = {
  self: () => Promise.resolve({ pid: 1, started: '1' }),
  lifeOf: ({ pid }) => Promise.resolve(pid === 1 ? 'runs' : 'ended'),
  canonicalPort: (port) => Promise.resolve(port),
};

/** A board, and services that inspect its port. */
export class Desk {
  readonly clock = new VirtualClock();
  readonly board = new ScriptedBoard(this.clock);
  readonly waits: string[] = [];
  readonly storage = memoryStorage();
  readonly wire: InProcessWire;
  readonly services: Services;

  constructor(
    path = '/dev/ttyACM0',
    end: (desk: Desk) => WireEnd = ({ board }) => board,
    broker: PortBroker = nobodyElse,
  ) {
    this.wire = new InProcessWire(end(this), this.clock, { path });
    this.services = createServices({
      clock: this.clock,
      logger: silentLogger,
      openTransport: this.wire.open,
      broker,
      listPorts: () => Promise.resolve({ ports: [], unknown: null }),
      storage: this.storage,
      processes: LAST_ONE,
    });
  }

  look(signal = new AbortController().signal): Promise<Finding> {
    return this.services.service.inspect(
      this.wire.path,
      (event) => {
        if (event.type === 'wait') this.waits.push(event.reason.template);
      },
      signal,
    );
  }

  /** A process that has ended started the board’s tool, which may still run for this long. */
  async toolMayRun(ms: number): Promise<void> {
    const entry = sampleEntry({
      board: { ...NOWHERE, port: this.wire.path, sysname: 'GPy', uniqueId: UNIQUE_ID },
      steps: [{ id: 'run-1', kind: 'runOnBoard', image: 0 }],
      current: 0,
      toolAtWork: true,
      currentSince: this.clock.wallTime() + ms - KILLED_TOOL_MS,
    });
    await this.storage.write(`upgrade-${entry.id}.json`, entryText(entry));
  }

  /**
   * The tool ends four minutes after the first check whether it has ended.
   * @returns what was sent to the board until the tool ended
   */
  toolEnds(): { readonly keysUntilItsEnd: readonly string[] } {
    const { board, clock } = this;
    const seen: { keysUntilItsEnd: readonly string[] } = { keysUntilItsEnd: [] };
    board.onFriendly = () => {
      board.onFriendly = () => board.say('\r\n>>> ');
      void clock.sleep(240_000).then(() => {
        seen.keysUntilItsEnd = [...board.keys];
        board.say('Your modem has been successfully updated.\r\n>>> ');
      });
    };
    return seen;
  }

  /** Whether a modem was addressed before the board was interrupted, or at all. */
  get modemAsked(): boolean {
    return this.waits.includes('Looking for a modem in MIRROR mode.');
  }
}
