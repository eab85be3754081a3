import { phrase, render } from '../../base/phrase';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import { isPortableName } from '../../firmware/portableName';
import { judge, RULES } from '../../firmware/rules';
import type { BoardFinding, Finding, ModemFinding } from '../inspect/finding';
import { orderImages } from '../select/imageOrder';
import { measuredSentence, timedAsMeasured } from './measuredTimes';
import { manualTasks } from './manualTasks';
import { flashMethod } from './methods/flash';
import type { Leg, Method } from './methods/method';
import { sdCardMethod } from './methods/sdCard';
import { uartMethod } from './methods/uart';
import { wirelessMethod } from './methods/wireless';
import type { PlanWarning, Refusal, UpgradePlan } from './plan';
import { predictModem, situationOf, type Stage } from './planSituation';
import { refusal } from './refusal';
import type { FirmwareSet, PlanOptions } from '../select/firmwareSets';

/** In the order in which refusals are shown when no method is possible. */
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

const UNNAMEABLE = 'file-name';

/** A rule of the firmware says more than "no SD card", and so does a name that only needs to be changed. */
function mostTelling(answers: readonly (UpgradePlan | Refusal)[]): Refusal {
  const refusals = answers.filter((answer) => answer.kind === 'refusal');
  const ofFirmware = refusals.find(({ rule }) => RULES.some(({ id }) => id === rule));
  return (
    ofFirmware ??
    refusals.find(({ rule }) => rule === UNNAMEABLE) ??
    refusals[0] ??
    refusal('no-method', phrase('No upgrade method is possible.'), phrase('Connect the board by USB.'))
  );
}

function planBy(
  method: Method,
  finding: ModemFinding | BoardFinding,
  images: readonly FirmwareImage[],
  firmware: FirmwareSet,
  { cleanUp = false, secondHalfDue = false }: PlanOptions,
): UpgradePlan | Refusal {
  const impossible = method.impossible(finding) ?? unnameable(method, images, firmware);
  if (impossible) return impossible;
  const legs: Leg[] = [];
  const warnings: PlanWarning[] = [];
  let { modem } = finding;
  for (const [number, image] of images.entries()) {
    const stage: Stage = { method: method.name, finding, images, firmware, number, secondHalfDue, modem };
    const outcome = judge(situationOf(stage));
    if (outcome.refusal) {
      const { rule, sentence, alternative } = outcome.refusal;
      return refusal(rule, sentence, alternative);
    }
    warnings.push(...outcome.questions);
    // Given alone, it follows a first half of an earlier upgrade: rules refuse it anywhere else.
    const committed = image.description.stepOfPair === 2;
    legs.push({ number, image, modem, committed });
    modem = predictModem(stage);
  }
  const usual = method.steps({ finding, legs, updater: firmware.updater, cleanUp });
  const { measured } = finding;
  const files = { images, updater: firmware.updater };
  const steps = measured === undefined ? usual : timedAsMeasured(usual, files, finding.port, measured);
  const sentence = measured && measuredSentence(steps, measured);
  return {
    kind: 'plan',
    method: method.name,
    finding,
    images,
    updater: firmware.updater,
    steps,
    warnings: distinct(warnings),
    manual: manualTasks(finding, method.name, images),
    expectedSeconds: steps.reduce((sum, { expectedSeconds }) => sum + expectedSeconds, 0),
    ...(sentence === undefined ? {} : { measured: sentence }),
  };
}

/** Over UART no file gets a name; all other methods make it a file on the board, by the name that it has here. */
function unnameable(
  { name: method }: Method,
  images: readonly FirmwareImage[],
  { updater }: FirmwareSet,
): Refusal | undefined {
  if (method === 'uart') return undefined;
  const copied = updater ? [...images, updater] : images;
  const file = copied.find(({ source }) => !isPortableName(source.name))?.source.name;
  return file === undefined
    ? undefined
    : refusal(
        UNNAMEABLE,
        phrase('The board can’t store a file named “{file}”.', { file }),
        phrase('Rename the file and choose it again, or use UART, which copies no file.'),
      );
}

/** A rule may ask the same of several images; once is enough. */
function distinct(warnings: readonly PlanWarning[]): PlanWarning[] {
  const asked = new Set<string>();
  return warnings.filter(({ rule, sentence }) => {
    const question = `${rule} ${render(sentence)}`;
    const isNew = !asked.has(question);
    asked.add(question);
    return isNew;
  });
}
