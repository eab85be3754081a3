import { type BoardFolder, pathIn } from '../../board/transfer/boardFiles';
import { toolTraits } from '../../board/boardRelease';
import { roomForUploads } from '../../board/transfer/uploadSpace';
import { knownBuild } from '../../firmware/catalogue';
import { type FirmwareImage, mayBeDifferential } from '../../firmware/firmwareImage';
import { BUILD_BETWEEN_THE_STEPS, FACTORY_BUILD } from '../../firmware/rules/rule';
import type { Room, Situation } from '../../firmware/situation';
import type { ModemReading } from '../../modem/modemReading';
import type { BoardFinding, ModemFinding } from '../inspect/finding';
import { needsUpdater } from './methods/method';
import type { MethodName } from './plan';
import type { FirmwareSet } from '../select/firmwareSets';

/** One image of a plan on its way: everything that is the same for all of them, and its place. */
export interface Stage {
  readonly method: MethodName;
  readonly finding: ModemFinding | BoardFinding;
  /** In the order in which they go. */
  readonly images: readonly FirmwareImage[];
  readonly firmware: FirmwareSet;
  readonly number: number;
  readonly secondHalfDue: boolean;
  /** As it will be when this image's turn comes. */
  readonly modem: ModemReading;
}

/** What the rules look at. */
export function situationOf(stage: Stage): Situation {
  const { method, finding, modem, images, number, firmware } = stage;
  const image = images[number] as FirmwareImage;
  const goal = (images.at(-1) ?? image).description;
  const { stepOfPair } = image.description;
  const neighbour = images[stepOfPair === 2 ? number - 1 : number + 1];
  const updater = updaterFor(image, images, firmware);
  const board = finding.kind === 'board' ? finding.board : null;
  return {
    // Some firmwares tell their build alone; of a known one that is enough.
    modem: { ...modem, family: modem.family ?? knownBuild(modem.build)?.family ?? null },
    method,
    throughBoard: board !== null,
    toolVersion: board?.toolVersion ?? null,
    tool: board === null || board.toolVersion === null ? null : toolTraits(board.toolVersion, board.release),
    room: roomFor(stage),
    imageName: image.source.name,
    image: image.description,
    updater: !updater ? 'none' : updater.description.findings.length > 0 ? 'doubtful' : 'given',
    updaterOrigin: updater ? originsOf(image, updater) : 'unknown',
    otherUpdaters: firmware.otherUpdaters ?? 0,
    otherHalf: isOtherHalf(image, neighbour),
    secondHalfDue: stage.secondHalfDue,
    mayInstall: stage.finding.mayInstall === true,
    followsAnother: number > 0,
    goal: { build: goal.targetBuild, family: goal.family },
  };
}

/** What the modem is, as far as the plan can know, once this image is in it. */
export function predictModem({ method, finding, images, number, modem }: Stage): ModemReading {
  const image = images[number] as FirmwareImage;
  const { description } = image;
  const build = description.targetBuild ?? (description.stepOfPair === 1 ? BUILD_BETWEEN_THE_STEPS : null);
  // The board's own tool replaces the factory's bootrom: after an upgrade that it did, and before it mirrors for one
  // that needs the updater. In MIRROR mode nobody does.
  const mirrored = finding.kind === 'modem' || (method === 'uart' && !needsUpdater({ image, modem }));
  const renewed = !mirrored && (modem.bootrom === FACTORY_BUILD || modem.build === FACTORY_BUILD);
  return {
    ...modem,
    state: 2,
    build,
    family: description.family ?? modem.family,
    lr: null,
    ue: null,
    applying: false,
    bootrom: renewed ? build : (modem.bootrom ?? (modem.build === FACTORY_BUILD ? FACTORY_BUILD : null)),
  };
}

/** Where several images go together, the updater is for those that may have one. */
function updaterFor(
  image: FirmwareImage,
  images: readonly FirmwareImage[],
  { updater }: FirmwareSet,
): FirmwareImage | null {
  const forAnother = images.some(({ description }) => !mayBeDifferential(description));
  return mayBeDifferential(image.description) && forAnother ? null : updater;
}

function isOtherHalf({ description }: FirmwareImage, neighbour: FirmwareImage | undefined): boolean {
  const [one, other] = [description.stepOfPair, neighbour?.description.stepOfPair];
  return (one === 1 && other === 2) || (one === 2 && other === 1);
}

function originsOf(image: FirmwareImage, updater: FirmwareImage): Situation['updaterOrigin'] {
  const [one, other] = [image.source.origin, updater.source.origin];
  if (one === undefined || other === undefined) return 'unknown';
  return one === other ? 'same' : 'another';
}

/**
 * All files are at hand before the modem is touched, so they must fit together. What lies there under their names may be
 * they themselves, and is replaced otherwise.
 */
function roomFor({ method, finding, images, firmware }: Stage): Room | null {
  if (method === 'uart' || finding.kind === 'modem') return null;
  const { flashFreeBytes, sdCard, files: there } = finding.board;
  const updated = images.some((image) => needsUpdater({ image, modem: finding.modem }));
  // In the order in which they go.
  const copied = updated && firmware.updater ? [firmware.updater, ...images] : images;
  const folder: BoardFolder = method === 'sd' ? '/sd' : '/flash';
  const files = copied.map(({ source: { name, size } }) => ({ path: pathIn(folder, name), size }));
  const onCard = sdCard.state === 'readable' ? sdCard.freeBytes : null;
  const told = folder === '/sd' ? onCard : flashFreeBytes;
  const { neededBytes, freeBytes } = roomForUploads(files, there, told ?? 0);
  return { neededBytes, freeBytes: told === null ? null : freeBytes };
}
