import { phrase } from '../base/phrase';
import type { FirmwareImage } from '../firmware/firmwareImage';
import { judge } from '../firmware/rules';
import type { Situation } from '../firmware/situation';
import type { ModemReading } from '../modem/modemReading';
import type { BoardFinding, Finding, ModemFinding } from './finding';
import { orderImages } from './imageOrder';
import type {
  ManualTask,
  MethodName,
  PlannedImage,
  PlanStep,
  PlanWarning,
  Refusal,
  UpgradePlan,
} from './plan';
import { planSteps } from './planSteps';
import type { FirmwareSet, PlanOptions } from './upgradeService';

/** Larger images are always written while they arrive (the field's tool: "too big to load via FFF method"). */
const LARGEST_FFF_IMAGE_BYTES = 4_194_304;
/** What the documentation shows after the first of the two steps to 48829. */
const BUILD_BETWEEN_THE_STEPS = '39529';
const MIRROR_BITS_PER_SECOND = 921_600;

/**
 * The whole way from what was found to what is wanted, or the refusal. Pure and total: every finding and every set of
 * files has an answer.
 * @throws NO_IMAGE, IMAGES_DO_NOT_BELONG when the files make no sense together, whatever the modem
 */
export function planUpgrade(
  finding: Finding,
  firmware: FirmwareSet,
  options: PlanOptions,
): UpgradePlan | Refusal {
  const images = orderImages(firmware.images);
  if (finding.kind === 'silent') return refuse('nothing-answers', finding.sentence, finding.remedy);
  const method = methodFor(finding, options);
  if (typeof method !== 'string') return method;

  const steps: PlanStep[] = [];
  const warnings: PlanWarning[] = [];
  let modem: ModemReading = finding.modem;
  if (method === 'uart') steps.push(planSteps.wake());
  for (const [index, image] of images.entries()) {
    const situation = situationOf(finding, modem, method, images, index, firmware);
    const outcome = judge(situation);
    if (outcome.refusal) {
      const { rule } = outcome.refusal;
      return refuse(rule.id, rule.sentence(situation), rule.then(situation));
    }
    for (const rule of outcome.questions) {
      warnings.push({ rule: rule.id, sentence: rule.sentence(situation), consequence: rule.then(situation) });
    }
    steps.push(...stepsFor(finding, modem, image, index, images, firmware));
    modem = afterwards(modem, image);
  }
  return {
    kind: 'plan',
    method,
    finding,
    images: images.map(planned),
    updater: steps.some(({ action }) => action.kind === 'loadUpdater')
      ? (firmware.updater?.source.name ?? null)
      : null,
    steps,
    warnings,
    manual: manualTasks(finding),
    expectedSeconds: steps.reduce((sum, { expectedSeconds }) => sum + expectedSeconds, 0),
  };
}

function methodFor(finding: ModemFinding | BoardFinding, { method }: PlanOptions): MethodName | Refusal {
  if (finding.kind === 'modem') {
    if (method === 'auto' || method === 'uart') return 'uart';
    return refuse(
      'mirror-means-uart',
      phrase('The board is in MIRROR mode, where only UART is possible.'),
      phrase('Use UART, or disconnect the power for ten seconds so that the board starts anew.'),
    );
  }
  return refuse(
    'board-not-in-mirror-mode',
    phrase('The board answers with its REPL, not with its modem.'),
    phrase('Bring it into MIRROR mode first: import sqnsupgrade; sqnsupgrade.uart().'),
  );
}

function situationOf(
  finding: ModemFinding | BoardFinding,
  modem: ModemReading,
  method: MethodName,
  images: readonly FirmwareImage[],
  index: number,
  firmware: FirmwareSet,
): Situation {
  const image = images[index] as FirmwareImage;
  const neighbour = images[image.description.stepOfPair === 2 ? index - 1 : index + 1];
  return {
    modem,
    method,
    throughBoard: finding.kind === 'board',
    flashFreeBytes: finding.kind === 'board' ? finding.board.flashFreeBytes : null,
    imageName: image.source.name,
    image: image.description,
    updater: updaterGiven(firmware.updater),
    otherHalf:
      image.description.stepOfPair !== null &&
      neighbour?.description.stepOfPair === 3 - image.description.stepOfPair,
    followsAnother: index > 0,
  };
}

function updaterGiven(updater: FirmwareImage | null): Situation['updater'] {
  if (!updater) return 'none';
  return updater.description.doubts.length > 0 ? 'doubtful' : 'given';
}

/** What the modem is, as far as the plan can know, once this image is in it. */
function afterwards(modem: ModemReading, { description }: FirmwareImage): ModemReading {
  const build = description.targetBuild ?? (description.stepOfPair === 1 ? BUILD_BETWEEN_THE_STEPS : null);
  const family = description.family ?? modem.family;
  return { ...modem, state: 2, build, family, lr: null, ue: null };
}

function stepsFor(
  finding: ModemFinding | BoardFinding,
  modem: ModemReading,
  image: FirmwareImage,
  index: number,
  images: readonly FirmwareImage[],
  { updater }: FirmwareSet,
): PlanStep[] {
  const around = {
    bitsPerSecond: finding.kind === 'modem' ? finding.baudRate : MIRROR_BITS_PER_SECOND,
    image: index,
    committed: image.description.stepOfPair === 2 && images[index - 1]?.description.stepOfPair === 1,
    broken: modem.state === 0 || modem.state === 4,
  };
  const runsFirmware = modem.state === 1 || modem.state === 2;
  // The first of a pair must not take the FFF way: `load_fff=False` in the documentation.
  const small = image.source.size <= LARGEST_FFF_IMAGE_BYTES && image.description.stepOfPair !== 1;
  const way = runsFirmware && small ? 'FFF' : 'ON_THE_FLY';
  const steps: PlanStep[] = [];
  if (modem.state === 0 && updater) steps.push(planSteps.loadUpdater(updater, around));
  if (runsFirmware) steps.push(planSteps.prepare(around));
  if (runsFirmware && way === 'ON_THE_FLY') steps.push(planSteps.bootUpdater(around));
  steps.push(planSteps.transfer(image, way, around), planSteps.apply(way, around));
  if (way === 'ON_THE_FLY') steps.push(planSteps.leaveUpdater(around));
  steps.push(planSteps.verify(around));
  return steps;
}

function manualTasks(finding: ModemFinding | BoardFinding): ManualTask[] {
  const tasks: ManualTask[] = [
    {
      when: 'before',
      sentence: phrase('Give the board stable power: a short USB cable, straight into the computer.'),
    },
  ];
  if (finding.kind === 'modem') {
    tasks.push(
      {
        when: 'before',
        sentence: phrase('On a FiPy on an expansion board, remove the CTS and RTS jumpers.'),
      },
      {
        when: 'after',
        sentence: phrase('Disconnect the power for ten seconds: MIRROR mode does not end by itself.'),
      },
    );
  }
  return tasks;
}

function planned({ source, description }: FirmwareImage): PlannedImage {
  return { name: source.name, size: source.size, targetBuild: description.targetBuild };
}

function refuse(rule: string, sentence: Refusal['sentence'], alternative: Refusal['alternative']): Refusal {
  return { kind: 'refusal', rule, sentence, alternative };
}
