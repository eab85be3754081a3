import type { Files } from '../scenario/rig';
import type { FaultRig } from './faultRig';
import type { Way } from './way';

/** Each begins with a power cycle: a repeated failure is repeated advice. */
const ATTEMPTS = 2;

/**
 * Does what every remedy says: power off for ten seconds, then the same steps again, with what a refusal
 * names as possible instead.
 * @returns what stands in the way of an upgraded modem; undefined when there is one
 */
export async function followAdvice(rig: FaultRig, way: Way): Promise<string | undefined> {
  let obstacle: string | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    await rig.powerCycle();
    obstacle = await again(rig, way);
    if (obstacle === undefined) return undefined;
  }
  return obstacle;
}

async function again(rig: FaultRig, way: Way): Promise<string | undefined> {
  const finding = await rig.inspect();
  if (finding.kind !== 'modem') return `no modem is found: ${finding.kind}`;
  if (finding.modem.state === 2 && finding.modem.build === way.target) return undefined;
  const { images, updater } = way.files;
  const same: Files =
    finding.modem.state === 0 && updater === undefined ? { images, ...updaterOf(way) } : way.files;
  const instead: Files = finding.modem.state === 0 ? way.instead : { images: way.instead.images };
  const rules: string[] = [];
  for (const files of [same, instead]) {
    const firmware = await rig.check(files);
    const plan = rig.service.plan(finding, firmware, { method: 'auto' });
    if (plan.kind === 'refusal') {
      rules.push(plan.rule);
      continue;
    }
    const report = await rig.run(plan, firmware);
    return report.outcome === 'upgraded' ? undefined : `again: ${report.error?.code ?? report.outcome}`;
  }
  return `refused by ${rules.join(' and ')}`;
}

function updaterOf({ instead }: Way): Pick<Files, 'updater'> {
  return instead.updater === undefined ? {} : { updater: instead.updater };
}
