import { bytesSource } from '../../../src/base/byteSource';
import type { PortDescription } from '../../../src/transport/ports';
import { panelView } from '../../../src/ui/panel/panelView';
import type { RunOptions } from '../../../src/upgrade/upgradeService';
import { fullImage } from '../../fixtures/firmware';
import { type FakeService, PORT } from './fakeService';
import { ENGLISH, type FlowRig, flowRig } from './flowRig';
import { BOARD_FINDING, OLD_MODEM, PLAN } from './samples';

const FULL = fullImage({ size: 4000 });
/** The serial number of every board; two more digits make it unique. */
export const IMEI = '3543470940285';

/** Two boards, and a folder with firmware for them. */
export function severalRig(): FlowRig {
  const rig = flowRig();
  rig.folders.set('firmware', {
    name: 'firmware',
    list: () =>
      Promise.resolve([
        {
          kind: 'file',
          file: {
            name: 'CATM1-41065.dup',
            open: () => Promise.resolve(bytesSource('CATM1-41065.dup', FULL)),
          },
        },
      ]),
  });
  plugIn(rig, 0, 1);
  return rig;
}

export function portOf(number: number): PortDescription {
  return { ...PORT, path: `/dev/ttyACM${number}`, serialNumber: `Py${number}`, location: `1-${number}` };
}

/** Boards at these ports, and nothing else. */
export function plugIn({ service }: FlowRig, ...numbers: readonly number[]): void {
  service.ports = numbers.map(portOf);
  for (const number of numbers) {
    const port = `/dev/ttyACM${number}`;
    const modem = { ...OLD_MODEM, imei: `${IMEI}${70 + number}` };
    const finding = { ...BOARD_FINDING, port, modem };
    service.findings.set(port, finding);
    service.plansAt.set(port, { ...PLAN, finding });
  }
}

/** Each board's port and result, as the table shows them. */
export function rowTextsOf({ store, clock }: FlowRig): string[] {
  const view = panelView(store.state, ENGLISH, clock.wallTime()).several;
  return (view?.boards ?? []).map(({ port, result }) => `${port} ${result}`);
}

/** Upgrades that run until the test releases them. */
export interface HeldRuns {
  /** Resolves when this many upgrades are running. */
  readonly running: (count: number) => Promise<void>;
  readonly end: () => void;
}

export function heldRuns(
  service: FakeService,
  onRun: (options: RunOptions) => void = () => undefined,
): HeldRuns {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let count = 0;
  const waiting = new Map<number, () => void>();
  service.runs = (options) => {
    onRun(options);
    count++;
    waiting.get(count)?.();
    return ended;
  };
  return {
    running: (wanted) =>
      count >= wanted ? Promise.resolve() : new Promise((resolve) => waiting.set(wanted, resolve)),
    end: () => end(),
  };
}
