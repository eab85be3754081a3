import { type Phrase, render } from '../../src/base/phrase';
import type { Finding } from '../../src/upgrade/inspect/finding';
import { IF_REFUSED } from '../../src/upgrade/recovery/advice';
import type { Files } from '../scenario/serviceUser';
import type { CellRig } from './cellRig';
import type { Way } from './way';

/** The number of rounds. Each begins with a power cycle, because a repeated failure repeats its advice. */
const ATTEMPTS = 2;
/** The build after the first of two steps. */
const HALF_WAY = '39529';
const HALF_AN_HOUR_MS = 1_800_000;

/**
 * Follows every remedy: power off for ten seconds, then the same steps again, with the files or the method that
 * a refusal recommends. If the advice is to leave the power on and to read the modem, that comes first. Between
 * the two steps the upgrade continues without a power cut if the modem answers. A modem that may be installing gets
 * an hour first, and is read after half of it. A modem that waits in its updater, and is refused there again, has its firmware
 * started if the advice says so.
 * @returns what prevents an upgraded modem; undefined when the modem is upgraded
 */
export async function followAdvice(
  rig: CellRig,
  way: Way,
  advice: readonly Phrase[],
): Promise<string | undefined> {
  const text = advice.map((each) => render(each)).join(' ');
  if (text.includes('leave the power on') && isDone(await rig.inspect(), way)) return undefined;
  if (text.includes('read the modem again in half an hour')) {
    if (await finishesYet(rig, way)) return undefined;
  }
  let obstacle: string | undefined;
  const goesOn = text.includes('Leave the power on: ') && rig.reachable;
  if (goesOn && (await again(rig, way)) === undefined) return undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    await rig.powerCycle();
    obstacle = await again(rig, way);
    if (obstacle === undefined) break;
  }
  if (obstacle !== undefined && text.includes(render(IF_REFUSED)) && (await startsFirmware(rig)))
    obstacle = await again(rig, way);
  const { build } = rig.modem.truth;
  return obstacle ?? (build === way.target ? undefined : `runs ${build}`);
}

/** @returns whether the modem is upgraded without a power cut */
async function finishesYet(rig: CellRig, way: Way): Promise<boolean> {
  for (let halfHours = 1; halfHours <= 2; halfHours++) {
    await rig.passTime(HALF_AN_HOUR_MS);
    if (!rig.reachable) return false;
    const finding = await rig.inspect();
    if (isDone(finding, way)) return true;
    if (finding.kind !== 'silent' && !finding.modem.applying) return (await again(rig, way)) === undefined;
  }
  return false;
}

/** @returns whether the modem was in its updater, as the advice says */
async function startsFirmware(rig: CellRig): Promise<boolean> {
  const finding = await rig.inspect();
  if (finding.kind === 'silent' || finding.modem.state !== 4) return false;
  const { repairs } = rig.service.diagnose(finding, await rig.service.unfinished());
  const repair = repairs.find(({ id }) => id === 'start-firmware');
  if (!repair) return false;
  const { signal } = new AbortController();
  await rig.service.repair(repair, finding, { confirmed: repair.id, signal, onEvent: () => undefined });
  return true;
}

async function again(rig: CellRig, way: Way): Promise<string | undefined> {
  const finding = await rig.inspect();
  if (finding.kind === 'silent') return 'nothing answers';
  if (isDone(finding, way)) return undefined;
  const { images, updater } = way.files;
  const inRecovery = finding.modem.state === 0;
  const [, second] = way.files.images;
  const firstIsDone = second !== undefined && finding.modem.state === 2 && finding.modem.build === HALF_WAY;
  const rest: Files = firstIsDone ? { images: [second] } : way.files;
  const same: Files = inRecovery && updater === undefined ? { images, ...updaterOf(way) } : rest;
  const instead: Files = inRecovery ? way.instead : { images: way.instead.images };
  const rules: string[] = [];
  const attempts = [
    { files: same, method: way.method ?? 'auto' },
    { files: instead, method: way.method ?? 'auto' },
    { files: instead, method: 'auto' },
    // "Upgrade from an SD card with the same files".
    { files: same, method: 'sd' },
  ] as const;
  for (const { files, method } of attempts) {
    const firmware = await rig.check(files);
    const plan = rig.service.plan(finding, firmware, { method });
    if (plan.kind === 'refusal') {
      rules.push(plan.rule);
      continue;
    }
    const report = await rig.run(plan);
    return report.outcome === 'upgraded' ? undefined : `again: ${report.error?.code ?? report.outcome}`;
  }
  // "By UART" needs a cable, which a board in the network does not have.
  return rig.plugIn() ? again(rig, way) : `refused by ${rules.join(' and ')}`;
}

function isDone(finding: Finding, { target }: Way): boolean {
  return finding.kind !== 'silent' && finding.modem.state === 2 && finding.modem.build === target;
}

function updaterOf({ instead }: Way): Pick<Files, 'updater'> {
  return instead.updater === undefined ? {} : { updater: instead.updater };
}
