import { phrase } from '../base/phrase';
import type { FirmwareImage } from '../firmware/firmwareImage';
import { judge } from '../firmware/rules';
import type { Situation } from '../firmware/situation';
import type { ModemReading } from '../modem/modemReading';
import type { BoardFinding, Finding, ModemFinding } from './finding';
import { orderImages } from './imageOrder';
import { flashMethod } from './methods/flash';
import type { Leg, Method } from './methods/method';
import { sdCardMethod } from './methods/sdCard';
import { uartMethod } from './methods/uart';
import { wirelessMethod } from './methods/wireless';
import type { ManualTask, PlannedImage, PlanStep, PlanWarning, Refusal, UpgradePlan } from './plan';
import { refusal } from './refusal';
import type { FirmwareSet, PlanOptions } from './upgradeService';

/** What the documentation shows after the first of the two steps to 48829. */
const BUILD_BETWEEN_THE_STEPS = '39529';

/** In the order of what a user is told when none is possible. */
const METHODS: readonly Method[] = [uartMethod, sdCardMethod, flashMethod, wirelessMethod];

/**
 * The whole way from what was found to what is wanted, or the refusal. Pure and total: every finding and every set of
 * files has an answer. `auto` takes the fastest method that is possible.
 * @throws NO_IMAGE, IMAGES_DO_NOT_BELONG when the files make no sense together, whatever the modem
 */
export function planUpgrade(
  finding: Finding,
  firmware: FirmwareSet,
  options: PlanOptions,
): UpgradePlan | Refusal {
  const images = orderImages(firmware.images);
  if (finding.kind === 'silent') return refusal('nothing-answers', finding.sentence, finding.remedy);
  const methods = METHODS.filter(({ name }) => options.method === 'auto' || options.method === name);
  const answers = methods.map((method) => planBy(method, finding, images, firmware, options));
  const plans = answers.filter((answer) => answer.kind === 'plan');
  const [fastest] = plans.sort((one, other) => one.expectedSeconds - other.expectedSeconds);
  return fastest ?? mostTelling(answers);
}

/** A rule of the firmware says more than "no SD card": it holds whatever the method. */
function mostTelling(answers: readonly (UpgradePlan | Refusal)[]): Refusal {
  const refusals = answers.filter((answer) => answer.kind === 'refusal');
  const [first] = refusals;
  return first ?? refusal('no-method', phrase('No method is possible.'), phrase('Connect the board by USB.'));
}

function planBy(
  method: Method,
  finding: ModemFinding | BoardFinding,
  images: readonly FirmwareImage[],
  firmware: FirmwareSet,
  { cleanUp = false }: PlanOptions,
): UpgradePlan | Refusal {
  const impossible = method.impossible(finding);
  if (impossible) return impossible;
  const legs: Leg[] = [];
  const warnings: PlanWarning[] = [];
  let { modem } = finding;
  for (const [number, image] of images.entries()) {
    const situation = situationOf(method, finding, modem, images, number, firmware);
    const outcome = judge(situation);
    if (outcome.refusal) {
      const { rule } = outcome.refusal;
      return refusal(rule.id, rule.sentence(situation), rule.then(situation));
    }
    for (const rule of outcome.questions) {
      warnings.push({ rule: rule.id, sentence: rule.sentence(situation), consequence: rule.then(situation) });
    }
    const committed = image.description.stepOfPair === 2 && situation.otherHalf;
    legs.push({ number, image, modem, committed });
    modem = afterwards(modem, image);
  }
  const steps = method.steps({ finding, legs, updater: firmware.updater, cleanUp });
  return {
    kind: 'plan',
    method: method.name,
    finding,
    images: images.map(planned),
    updater: usesUpdater(steps) ? (firmware.updater?.source.name ?? null) : null,
    steps,
    warnings,
    manual: manualTasks(finding, method),
    expectedSeconds: steps.reduce((sum, { expectedSeconds }) => sum + expectedSeconds, 0),
  };
}

function usesUpdater(steps: readonly PlanStep[]): boolean {
  return steps.some(
    ({ action }) => action.kind === 'loadUpdater' || (action.kind === 'upload' && action.file === 'updater'),
  );
}

function situationOf(
  { name }: Method,
  finding: ModemFinding | BoardFinding,
  modem: ModemReading,
  images: readonly FirmwareImage[],
  number: number,
  { updater }: FirmwareSet,
): Situation {
  const image = images[number] as FirmwareImage;
  const { stepOfPair } = image.description;
  const neighbour = images[stepOfPair === 2 ? number - 1 : number + 1];
  return {
    modem,
    method: name,
    throughBoard: finding.kind === 'board',
    flashFreeBytes: finding.kind === 'board' ? finding.board.flashFreeBytes : null,
    imageName: image.source.name,
    image: image.description,
    updater: !updater ? 'none' : updater.description.doubts.length > 0 ? 'doubtful' : 'given',
    otherHalf: stepOfPair !== null && neighbour?.description.stepOfPair === 3 - stepOfPair,
    followsAnother: number > 0,
  };
}

/** What the modem is, as far as the plan can know, once this image is in it. */
function afterwards(modem: ModemReading, { description }: FirmwareImage): ModemReading {
  const build = description.targetBuild ?? (description.stepOfPair === 1 ? BUILD_BETWEEN_THE_STEPS : null);
  const family = description.family ?? modem.family;
  // A full image brings a bootrom of its own; after a difference the board's tool renews the factory's.
  return { ...modem, state: 2, build, family, lr: null, ue: null, bootrom: build };
}

function manualTasks(finding: ModemFinding | BoardFinding, { name }: Method): ManualTask[] {
  const tasks: ManualTask[] = [
    {
      when: 'before',
      sentence: phrase('Give the board stable power: a short USB cable, straight into the computer.'),
    },
  ];
  if (finding.kind === 'modem' || finding.board.sysname === 'FiPy') {
    tasks.push({
      when: 'before',
      sentence: phrase('On a FiPy on an expansion board, remove the CTS and RTS jumpers.'),
    });
  }
  if (name === 'uart' && finding.kind === 'modem') {
    tasks.push({
      when: 'after',
      sentence: phrase('Disconnect the power for ten seconds: MIRROR mode does not end by itself.'),
    });
  }
  if (name === 'uart' && finding.kind === 'board') {
    tasks.push({
      when: 'during',
      sentence: phrase('Disconnect and connect the power when you are asked to.'),
    });
  }
  return tasks;
}

function planned({ source, description }: FirmwareImage): PlannedImage {
  return { name: source.name, size: source.size, targetBuild: description.targetBuild };
}
