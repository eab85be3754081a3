import { requireImage, requireUpdater } from '../../firmware/checkFirmware';
import { type FolderFile, isArchiveName, isImageName, searchFolder } from '../../firmware/firmwareFolder';
import { type FirmwareImage, mayBeDifferential } from '../../firmware/firmwareImage';
import {
  type AskPassword,
  closeFound,
  type FoundFirmware,
  gatherFirmware,
} from '../../firmware/gatherFirmware';
import type { Finding } from '../inspect/finding';
import type { UpgradeService } from '../upgradeService';
import { isElf, firstHalfBeside, withCompanions } from './companions';
import type { ChosenFile, FirmwareFiles } from './firmwareFiles';
import { type FirmwareSet, type PlanOptions, withUpdater } from './firmwareSets';
import { orderImages } from './imageOrder';
import { NEED_AN_UPDATER, type Recommendation } from './recommend';

/** What the user pointed at, checked: the files of one upgrade, or a place with files to choose from. */
export type FirmwareChoice = ChosenFirmware | FirmwarePlace;

export interface ChosenFirmware {
  readonly kind: 'files';
  readonly set: FirmwareSet;
  /** The other images and updaters of their folder; opened only where the chosen ones alone will not do. */
  readonly nearby: readonly ChosenFile[];
}

/** Folders and archives: which of their files are for this modem only the modem can tell. */
export interface FirmwarePlace {
  readonly kind: 'place';
  readonly found: FoundFirmware;
}

/** What came of a choice for one modem. */
export interface Selection extends Recommendation {
  /** What it was chosen from; null where the chosen files needed nothing besides. */
  readonly found: FoundFirmware | null;
}

/** Knows the passwords of archives, and learns which of them were right. */
export interface Passwords {
  readonly ask: AskPassword;
  worked(archive: string): void;
  /** The last password didn't open it: the user is asked again the next time. */
  wasWrong(archive: string): Promise<void>;
}

const NOTHING: FoundFirmware = { images: [], updaters: [], failures: [] };
const nobody: AskPassword = () => Promise.resolve(undefined);

/** Chooses firmware, for the window and the command line alike: reads and checks files, and plans with them. */
export class FirmwareSelector {
  constructor(
    private readonly service: Pick<
      UpgradeService,
      'check' | 'diagnose' | 'unfinished' | 'recommend' | 'planChosen'
    >,
    private readonly files: FirmwareFiles,
    private readonly passwords: Passwords,
  ) {}

  /**
   * What was chosen and what surely belongs to it, checked. No file stays open where this throws.
   * @param updater chosen as that
   * @throws one of the FILE_, FOLDER_ or ARCHIVE_ errors, CANCELLED
   */
  async check(
    chosen: readonly ChosenFile[],
    signal: AbortSignal,
    updater?: ChosenFile,
  ): Promise<FirmwareChoice> {
    const place = await this.filesOfPlace(chosen);
    if (place === undefined) return this.checkFiles(chosen, updater);
    const found = await this.gather(place, signal);
    if (updater === undefined) return { kind: 'place', found };
    try {
      const own = await this.checkFile(updater, requireUpdater);
      for (const { source } of found.updaters) await source.close();
      return { kind: 'place', found: { ...found, updaters: [own] } };
    } catch (error) {
      await closeFound(found);
      throw error;
    }
  }

  private async checkFiles(chosen: readonly ChosenFile[], given?: ChosenFile): Promise<ChosenFirmware> {
    const [first] = chosen;
    const nearby = first === undefined ? [] : await this.files.nearby(first);
    const found = withCompanions(chosen, nearby);
    const opened: FirmwareImage[] = [];
    const open = async (...asked: Parameters<FirmwareSelector['checkFile']>): Promise<FirmwareImage> => {
      const image = await this.checkFile(...asked);
      opened.push(image);
      return image;
    };
    try {
      for (const image of found.images) await open(image);
      const images = [...opened];
      const updater =
        given !== undefined
          ? await open(given, requireUpdater)
          : found.updater === null
            ? null
            : await open(found.updater);
      const taken = [...found.images, ...(found.updater ? [found.updater] : [])];
      const others = nearby.filter(
        ({ name, location }) =>
          (isImageName(name) || (isElf(name) && updater === null)) &&
          !taken.some((file) => file.location === location),
      );
      return { kind: 'files', set: { images, updater }, nearby: others };
    } catch (error) {
      await closeFiles(opened);
      throw error;
    }
  }

  /** @throws what is wrong with the only file there is, when nothing else is of use */
  private async gather(files: readonly FolderFile[], signal: AbortSignal): Promise<FoundFirmware> {
    const found = await gatherFirmware(files, this.passwords.ask, signal);
    for (const { name } of files)
      if (isArchiveName(name) && !found.failures.some(({ file }) => file === name))
        this.passwords.worked(name);
    for (const { file, error } of found.failures)
      if (error.code === 'ARCHIVE_PASSWORD_WRONG') await this.passwords.wasWrong(file);
    const [trouble] = found.failures;
    if (found.images.length > 0 || !trouble) return found;
    await closeFound(found);
    throw trouble.error;
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
   * As `choose`, but what lies beside chosen files is opened only where they alone will not do. What was begun with this modem is
   * taken into account.
   * @throws one of the FILE_ errors when a file is needed that lies beside them and is bad; what the service's `plan` throws; CANCELLED
   */
  async plan(
    finding: Finding,
    choice: FirmwareChoice,
    given: PlanOptions,
    signal: AbortSignal,
  ): Promise<Selection> {
    const { secondHalfDue } = this.service.diagnose(finding, await this.service.unfinished());
    const options = { ...given, secondHalfDue };
    if (choice.kind === 'place')
      return { ...this.service.recommend(finding, choice.found, options), found: choice.found };
    const alone = this.service.planChosen(finding, choice.set, NOTHING, options);
    if (alone.answer.kind === 'plan') return { ...alone, found: null };
    const found = await this.beside(choice, signal);
    try {
      const chosen = this.service.planChosen(finding, choice.set, found, options);
      requireWhole(chosen, choice, found);
      return { ...chosen, found };
    } catch (error) {
      await closeFound(found);
      throw error;
    }
  }

  /** What lies beside files that were chosen; the files of a place were all looked at. @throws CANCELLED */
  beside(choice: FirmwareChoice, signal: AbortSignal): Promise<FoundFirmware> {
    return choice.kind === 'place'
      ? Promise.resolve(NOTHING)
      : gatherFirmware(choice.nearby.map(this.folderFile), nobody, signal);
  }

  /**
   * The choice for one modem. Files go alone where they can; else with the updater or the other half that lies beside them; else the
   * refusal names what lies there and would be possible. Pure.
   * @param beside what `beside` found
   * @throws NO_IMAGE, IMAGES_DO_NOT_BELONG
   */
  choose(
    finding: Finding,
    choice: FirmwareChoice,
    beside: FoundFirmware,
    options: PlanOptions,
  ): Recommendation {
    if (choice.kind === 'place') return this.service.recommend(finding, choice.found, options);
    const alone = this.service.planChosen(finding, choice.set, NOTHING, options);
    if (alone.answer.kind === 'plan') return alone;
    return this.service.planChosen(finding, choice.set, beside, options);
  }

  /**
   * Everything that an upgrade with these files may need, to be taken somewhere else. What of it is needed only the modem
   * can tell, so that the updater beside the images and the first half of a pair go along.
   * @throws one of the FILE_ errors when one of them is bad
   */
  async allOf(choice: FirmwareChoice, signal: AbortSignal): Promise<readonly FirmwareImage[]> {
    const chosen = filesOfChoice(choice);
    if (choice.kind === 'place') return chosen;
    const { set, nearby } = choice;
    const half = firstHalfBeside(set, nearby);
    const files = half === undefined ? chosen : [await this.checkFile(half, requireImage), ...chosen];
    const { updater } = set.updater === null ? await this.withUpdaterNearby(choice, signal) : set;
    return updater === null || files.includes(updater) ? files : [...files, updater];
  }

  /**
   * By the same rule as for a folder: several updaters of different content are a danger to be told.
   * @throws one of the FILE_ errors where none of those that lie there is good
   */
  private async withUpdaterNearby(
    { set, nearby }: ChosenFirmware,
    signal: AbortSignal,
  ): Promise<FirmwareSet> {
    const programs = nearby.filter(({ name }) => isElf(name));
    // A differential image never goes with an updater: its refusal has another reason.
    const mayNeedOne = set.images.some(({ description }) => !mayBeDifferential(description));
    if (programs.length === 0 || !mayNeedOne) return set;
    const found = await gatherFirmware(programs.map(this.folderFile), nobody, signal);
    requireGoodUpdater(found);
    return withUpdater(set, found.updaters);
  }

  private readonly folderFile = (file: ChosenFile): FolderFile => ({
    name: file.name,
    open: () => this.files.open(file),
  });

  /** @param require throws where it is a file of another kind than is wanted */
  private async checkFile(
    file: ChosenFile,
    require: (image: FirmwareImage) => FirmwareImage = (image) => image,
  ): Promise<FirmwareImage> {
    const source = await this.files.open(file);
    try {
      return require(await this.service.check(source));
    } catch (error) {
      await source.close();
      throw error;
    }
  }
}

/**
 * The choice, if it can be one upgrade; its images in their order.
 * @throws FILE_NOT_IMAGE, FILE_NOT_UPDATER, NO_IMAGE, IMAGES_DO_NOT_BELONG
 */
export function requireUpgrade(choice: FirmwareChoice): FirmwareChoice {
  if (choice.kind === 'place') return choice;
  const { images, updater } = choice.set;
  for (const image of images) requireImage(image);
  if (updater !== null) requireUpdater(updater);
  return { ...choice, set: { ...choice.set, images: orderImages(images) } };
}

/** @throws what is wrong with the file beside the chosen ones that would have made the refusal a plan */
function requireWhole(
  { answer }: Recommendation,
  { set, nearby }: ChosenFirmware,
  found: FoundFirmware,
): void {
  if (answer.kind !== 'refusal') return;
  if (NEED_AN_UPDATER.includes(answer.rule) && set.updater === null) requireGoodUpdater(found);
  const half = firstHalfBeside(set, nearby);
  const bad = found.failures.find(({ file }) => file === half?.name);
  if (bad) throw bad.error;
}

/** @throws one of the FILE_ errors where none of the programs is a good updater */
function requireGoodUpdater({ images, updaters, failures }: FoundFirmware): void {
  if (updaters.length > 0) return;
  const bad = failures.find(({ file }) => isElf(file));
  if (bad) throw bad.error;
  const other = images.find(({ source }) => isElf(source.name));
  if (other) requireUpdater(other);
}

/** Every file of what was checked, in the order in which people name them. */
export function filesOfChoice(choice: FirmwareChoice): readonly FirmwareImage[] {
  return choice.kind === 'files' ? filesOf(choice.set) : [...choice.found.images, ...choice.found.updaters];
}

/** Every file of a set or a plan, in the order in which people name them: the images as they go, then the updater. */
export function filesOf({ images, updater }: FirmwareSet): readonly FirmwareImage[] {
  return updater === null ? images : [...images, updater];
}

export async function closeChoice(choice: FirmwareChoice): Promise<void> {
  await closeFiles(filesOfChoice(choice));
}

export async function closeFiles(files: readonly FirmwareImage[]): Promise<void> {
  for (const { source } of files) await source.close();
}
