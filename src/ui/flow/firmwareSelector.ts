import { requireImage, requireUpdater } from '../../firmware/checkFirmware';
import { type FolderFile, isArchiveName, isImageName, searchFolder } from '../../firmware/firmwareFolder';
import { type FirmwareImage, mayBeDifferential } from '../../firmware/firmwareImage';
import { type AskPassword, type FoundFirmware, gatherFirmware } from '../../firmware/gatherFirmware';
import {
  type Finding,
  type FirmwareSet,
  type NothingToDo,
  type PlanOptions,
  type Refusal,
  type UpgradePlan,
  type UpgradeService,
  withUpdater,
} from '../../upgrade';
import type { ChosenFile } from './chosenFile';
import { withCompanions } from './companions';
import type { FirmwareFiles } from './firmwareFiles';

/** What the user pointed at, checked: the files of one upgrade, or a place with files to choose from. */
export type FirmwareChoice = ChosenFirmware | FirmwarePlace;

export interface ChosenFirmware {
  readonly kind: 'files';
  readonly set: FirmwareSet;
  /** Files that lie beside them and may be updaters. */
  readonly updatersNearby: readonly ChosenFile[];
  /** The first half of a pair, where only the second was chosen. */
  readonly firstHalfNearby: ChosenFile | null;
  /** Other images that lie beside them. */
  readonly imagesNearby: readonly ChosenFile[];
}

/** Folders and archives: which of their files are for this modem only the modem can tell. */
export interface FirmwarePlace {
  readonly kind: 'place';
  readonly found: FoundFirmware;
}

export interface PlannedChoice {
  readonly answer: UpgradePlan | Refusal | NothingToDo;
  readonly set: FirmwareSet;
}

/** Who knows the passwords of archives, and is told which of them were right. */
export interface Passwords {
  readonly ask: AskPassword;
  worked(archive: string): void;
}

/** Reads and checks firmware files, and plans with them. */
export class FirmwareSelector {
  constructor(
    private readonly service: UpgradeService,
    private readonly files: FirmwareFiles,
    private readonly passwords: Passwords,
  ) {}

  /**
   * What was chosen and what belongs to it, checked.
   * @throws one of the FILE_, FOLDER_ or ARCHIVE_ errors, CANCELLED
   */
  async check(chosen: readonly ChosenFile[], signal: AbortSignal): Promise<FirmwareChoice> {
    const place = await this.filesOfPlace(chosen);
    return place === undefined ? this.checkFiles(chosen) : this.gather(place, signal);
  }

  private async checkFiles(chosen: readonly ChosenFile[]): Promise<ChosenFirmware> {
    const [first] = chosen;
    const nearby = first === undefined ? [] : await this.files.nearby(first);
    const found = withCompanions(chosen, nearby);
    const images: FirmwareImage[] = [];
    for (const image of found.images) images.push(await this.checkFile(image));
    const updater = found.updater === null ? null : await this.checkFile(found.updater);
    const { updatersNearby, firstHalfNearby } = found;
    const taken = [...found.images, ...(firstHalfNearby ? [firstHalfNearby] : [])];
    const imagesNearby = nearby.filter(
      ({ name, location }) => isImageName(name) && !taken.some((file) => file.location === location),
    );
    return { kind: 'files', set: { images, updater }, updatersNearby, firstHalfNearby, imagesNearby };
  }

  /** @throws what is wrong with the only file there is, when nothing else is of use */
  private async gather(files: readonly FolderFile[], signal: AbortSignal): Promise<FirmwarePlace> {
    const found = await gatherFirmware(files, this.passwords.ask, signal);
    for (const { name } of files)
      if (isArchiveName(name) && !found.failures.some(({ file }) => file === name))
        this.passwords.worked(name);
    const [trouble] = found.failures;
    if (found.images.length === 0 && trouble) throw trouble.error;
    return { kind: 'place', found };
  }

  /** Undefined when neither a folder nor an archive is among what was chosen. */
  private async filesOfPlace(chosen: readonly ChosenFile[]): Promise<readonly FolderFile[] | undefined> {
    const all: FolderFile[] = [];
    let isPlace = false;
    for (const file of chosen) {
      const folder = await this.files.folder(file);
      isPlace ||= folder !== undefined || isArchiveName(file.name);
      if (folder) all.push(...(await searchFolder(folder)));
      else all.push(this.folderFile(file));
    }
    return isPlace ? all : undefined;
  }

  /**
   * For files, a plan without what lies beside the image, if there is one; else with the updater, or the first half of a pair
   * with its second; else the refusal, which names what lies beside and would be possible. For a place, what the service
   * recommends of it.
   * @throws one of the FILE_ errors when such a file is needed and bad; what the service's `plan` throws; CANCELLED
   */
  async plan(
    finding: Finding,
    choice: FirmwareChoice,
    given: PlanOptions,
    signal: AbortSignal,
  ): Promise<PlannedChoice> {
    const { secondHalfDue } = this.service.diagnose(finding, await this.service.unfinished());
    const options = { ...given, secondHalfDue };
    if (choice.kind === 'place') {
      const { answer, firmware } = this.service.recommend(finding, choice.found, options);
      return { answer, set: firmware };
    }
    const own = await this.planFiles(finding, choice, options, signal);
    if (own.answer.kind === 'plan') return own;
    const nobody = (): Promise<undefined> => Promise.resolve(undefined);
    const { images } = await gatherFirmware(choice.imagesNearby.map(this.folderFile), nobody, signal);
    const atHand = { images, updaters: own.set.updater === null ? [] : [own.set.updater] };
    const { answer, firmware } = this.service.planChosen(finding, own.set, atHand, options);
    return { answer, set: firmware };
  }

  /**
   * Everything that an upgrade with these files may need, to be taken somewhere else. What of it is needed only the modem
   * can tell, so that the updater beside the images and the first half of a pair go along.
   * @throws one of the FILE_ errors when one of them is bad
   */
  async allOf(choice: FirmwareChoice, signal: AbortSignal): Promise<readonly FirmwareImage[]> {
    const chosen = filesOfChoice(choice);
    if (choice.kind === 'place') return chosen;
    const { firstHalfNearby } = choice;
    const files = firstHalfNearby === null ? chosen : [await this.checkFirstHalf(firstHalfNearby), ...chosen];
    const { updater } = await this.withUpdaterNearby(choice, signal);
    return updater === null || files.includes(updater) ? files : [...files, updater];
  }

  private async planFiles(
    finding: Finding,
    choice: ChosenFirmware,
    options: PlanOptions,
    signal: AbortSignal,
  ): Promise<PlannedChoice> {
    const { set, firstHalfNearby } = choice;
    const own = await this.planWithUpdater(finding, choice, options, signal);
    if (own.answer.kind === 'plan' || firstHalfNearby === null) return own;
    // No image has lost more modems than a first half: none is given it again that can go on with the second.
    const images = [await this.checkFirstHalf(firstHalfNearby), ...set.images];
    return this.planWithUpdater(finding, { ...choice, set: { ...set, images } }, options, signal);
  }

  private async planWithUpdater(
    finding: Finding,
    choice: Pick<ChosenFirmware, 'set' | 'updatersNearby'>,
    options: PlanOptions,
    signal: AbortSignal,
  ): Promise<PlannedChoice> {
    const answer = this.service.plan(finding, choice.set, options);
    if (answer.kind === 'plan') return { answer, set: choice.set };
    const set = await this.withUpdaterNearby(choice, signal);
    if (set.updater === choice.set.updater) return { answer, set };
    return { answer: this.service.plan(finding, set, options), set };
  }

  /**
   * By the same rule as for a folder and in the command line: several updaters of different content are a danger to be told.
   * @throws one of the FILE_ errors where none of those that lie there is good
   */
  private async withUpdaterNearby(
    { set, updatersNearby }: Pick<ChosenFirmware, 'set' | 'updatersNearby'>,
    signal: AbortSignal,
  ): Promise<FirmwareSet> {
    if (set.updater !== null || updatersNearby.length === 0 || !mayNeedUpdater(set)) return set;
    const nobody = (): Promise<undefined> => Promise.resolve(undefined);
    const { images, updaters, failures } = await gatherFirmware(
      updatersNearby.map(this.folderFile),
      nobody,
      signal,
    );
    const [trouble] = failures;
    if (trouble && updaters.length === 0) throw trouble.error;
    const [image] = images;
    if (image && updaters.length === 0) requireUpdater(image);
    return withUpdater(set, updaters);
  }

  private readonly folderFile = (file: ChosenFile): FolderFile => ({
    name: file.name,
    open: () => this.files.open(file),
  });

  private async checkFirstHalf(file: ChosenFile): Promise<FirmwareImage> {
    return requireImage(await this.checkFile(file));
  }

  private async checkFile(file: ChosenFile): Promise<FirmwareImage> {
    return this.service.check(await this.files.open(file));
  }
}

/** A differential image never goes with an updater: its refusal has another reason. */
function mayNeedUpdater({ images }: FirmwareSet): boolean {
  return images.some(({ description }) => !mayBeDifferential(description));
}

/** Every file of what was checked, in the order in which people name them. */
export function filesOfChoice(choice: FirmwareChoice): readonly FirmwareImage[] {
  return choice.kind === 'files' ? filesOf(choice.set) : [...choice.found.images, ...choice.found.updaters];
}

/** Every file of the set, in the order in which people name them. */
export function filesOf({ images, updater }: FirmwareSet): readonly FirmwareImage[] {
  return updater === null ? images : [...images, updater];
}
