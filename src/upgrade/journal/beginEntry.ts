import type { FirmwareImage } from '../../firmware/firmwareImage';
import { hidePassword } from '../../transport/networkAddress';
import type { Whereabouts } from '../inspect/knownPorts';
import type { UpgradePlan } from '../plan/plan';
import { sentUpdater } from '../plan/planSummary';
import { stepKind } from '../steps/steps';
import type { BoardFinding, ModemFinding } from '../inspect/finding';
import type { JournalBoard, JournalEntry, JournalFile } from './journalEntry';
import type { Facts } from '../facts/fact';
import { keptFacts } from './journalFacts';
import type { ProcessMark } from './processes';

/** The entry of an upgrade whose first step is about to begin. */
export function beginEntry(
  id: string,
  at: number,
  writer: ProcessMark,
  plan: UpgradePlan,
  here: Whereabouts,
  facts: Facts,
): JournalEntry {
  const { finding, method, steps } = plan;
  const updater = sentUpdater(plan);
  return {
    id,
    begunAt: at,
    writer,
    board: boardOf(finding, here),
    method,
    images: plan.images.map(fileOf),
    updater: updater && fileOf(updater),
    steps: steps.map(({ id: step, action }) => ({
      id: step,
      kind: action.kind,
      image: stepKind(action).image(action),
    })),
    facts: keptFacts(facts),
  };
}

/** By what a board is known again. */
export function boardOf(finding: ModemFinding | BoardFinding, { device, usb }: Whereabouts): JournalBoard {
  return {
    port: hidePassword(finding.port),
    device,
    usb,
    sysname: finding.kind === 'board' ? finding.board.sysname : null,
    uniqueId: finding.kind === 'board' ? finding.board.uniqueId : null,
    imei: finding.modem.imei,
  };
}

function fileOf({ source, description }: FirmwareImage): JournalFile {
  return { name: shortName(source.name), size: source.size, sha256: description.sha256 };
}

/** An archive may name its files as long as it likes. What a name tells of an image stands at its end. */
function shortName(name: string): string {
  return name.length <= LONGEST_NAME ? name : `…${name.slice(1 - LONGEST_NAME)}`;
}

/** As long as file systems allow; the reader takes more. */
const LONGEST_NAME = 255;
