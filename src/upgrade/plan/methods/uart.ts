import { phrase } from '../../../base/phrase';
import { whyNoMirrorMode } from '../../../board/boardRelease';
import { mayBeDifferential } from '../../../firmware/firmwareImage';
import { runsFirmware } from '../../../firmware/rules/rule';
import { MIRROR_RATE } from '../../inspect/modemLink';
import type { PlanStep, TransferWay } from '../plan';
import type { Surroundings } from '../../steps/step';
import { STEPS } from '../../steps/steps';
import { isNetworkPort } from '../../../transport/networkAddress';
import { refusal, refusalFor } from '../refusal';
import { type Journey, type Leg, type Method, needsUpdater } from './method';

/** Larger images are always written while they arrive (the field's tool: "too big to load via FFF method"). */
const LARGEST_FFF_IMAGE_BYTES = 4_194_304;

/** The host speaks AT and STP to the modem, through a board in MIRROR mode. */
export const uartMethod: Method = {
  name: 'uart',

  impossible(finding) {
    if (finding.kind === 'modem') return undefined;
    if (isNetworkPort(finding.port)) {
      return refusal(
        'uart-needs-a-cable',
        phrase('MIRROR mode doesn’t work over the network.'),
        phrase('Connect the board by USB, or use the wireless method with a differential image.'),
      );
    }
    const obstacle = whyNoMirrorMode(finding.board);
    return obstacle && refusalFor(obstacle);
  },

  steps(journey) {
    const { finding, legs } = journey;
    const [first] = legs;
    const steps: PlanStep[] = [];
    if (finding.kind === 'board' && first)
      steps.push(STEPS.openBoard.describe(), STEPS.enterMirror.describe(needsUpdater(first)));
    steps.push(STEPS.wake.describe(), ...legs.flatMap((leg) => legSteps(leg, journey)));
    if (finding.kind === 'board') steps.push(STEPS.powerCycle.describe());
    return steps;
  },
};

function legSteps(leg: Leg, { finding, updater }: Journey): PlanStep[] {
  const { image, modem, committed, number } = leg;
  const around: Surroundings = {
    bitsPerSecond: finding.kind === 'modem' ? finding.baudRate : MIRROR_RATE,
    image: number,
    committed,
    broken: !runsFirmware({ modem }),
  };
  const loads = needsUpdater(leg) && updater !== null;
  const way = wayFor(leg, loads);
  const steps: PlanStep[] = [];
  if (loads) steps.push(STEPS.loadUpdater.describe(updater, around));
  else if (runsFirmware({ modem })) steps.push(STEPS.prepare.describe(around));
  // From mTools an image is sent straight away, as the field's tool does; where that is refused the updater is booted.
  if (!loads && modem.state === 2 && way === 'ON_THE_FLY') steps.push(STEPS.bootUpdater.describe(around));
  steps.push(STEPS.transfer.describe(image, way, around), STEPS.apply.describe(way, around));
  if (way === 'ON_THE_FLY') steps.push(STEPS.leaveUpdater.describe(around));
  steps.push(STEPS.verify.describe(around));
  return steps;
}

/**
 * mTools may be a recovery mode that takes no file beside its firmware. The first of a pair must not take the FFF way: `load_fff=False`
 * in the documentation.
 */
function wayFor({ image, modem }: Leg, loads: boolean): TransferWay {
  const small = image.source.size <= LARGEST_FFF_IMAGE_BYTES && image.description.stepOfPair !== 1;
  const asFile = modem.state === 2 || (modem.state === 1 && mayBeDifferential(image.description));
  return asFile && small && !loads ? 'FFF' : 'ON_THE_FLY';
}
