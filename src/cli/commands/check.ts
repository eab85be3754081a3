import { isUpgradeError, type UpgradeError } from '../../base/upgradeError';
import { closeFound, gatherFirmware } from '../../firmware/gatherFirmware';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import { reportedError } from '../../upgrade';
import type { CommandContext } from '../commandContext';
import { EXIT_STATUS } from '../exitStatus';
import { type FileOptions, listPlaces, passwordFor } from '../loadFirmware';
import { type Shown, shown, shownLines } from '../shown';

/** Says what each file is and whether it is whole, inside folders and archives too; needs no board. */
export async function checkCommand(
  context: CommandContext,
  files: readonly string[],
  options: FileOptions,
): Promise<number> {
  const { terminal, signal } = context;
  const results: object[] = [];
  const bad: string[] = [];
  const trouble = (file: string, error: UpgradeError): void => {
    bad.push(file);
    results.push({ file, error: reportedError(error) });
    terminal.err(shown`${error.sentence}\n${error.remedy}\n`);
  };
  for (const file of files) {
    try {
      const found = await gatherFirmware(await listPlaces([file]), passwordFor(context, options), signal);
      const whole = [...found.images, ...found.updaters];
      for (const image of whole) {
        const name = nameIn(file, image);
        results.push({ file: name, ...image.description });
        if (!context.json) terminal.out(describe(name, image));
      }
      for (const { file: name, error } of found.failures)
        trouble(file.endsWith(name) ? file : `${file}/${name}`, error);
      await closeFound(found);
    } catch (error) {
      if (!isUpgradeError(error) || error.code === 'CANCELLED') throw error;
      trouble(file, error);
    }
  }
  if (context.json) context.emit({ type: 'check', files: results });
  return bad.length > 0 ? EXIT_STATUS.badInput : EXIT_STATUS.done;
}

/** The path that the user gave; for a file inside a folder or an archive, its own name follows. */
function nameIn(given: string, { source }: FirmwareImage): string {
  return given.endsWith(source.name) ? given : `${given}/${source.name}`;
}

function describe(file: string, { description }: FirmwareImage): Shown {
  const { kind, family, version, baseBuild, targetBuild, size, sha256, findings, stepOfPair, publishedAs } =
    description;
  const what = {
    full: 'full image',
    differential: `differential image from build ${baseBuild ?? 'unknown'}`,
    updater: 'updater',
    unknown: 'complete file of unknown kind',
  }[kind];
  const step =
    stepOfPair === null
      ? ''
      : stepOfPair === 'unknown'
        ? ', one of the two steps to 5.2-48829'
        : `, step ${stepOfPair} of 2`;
  const lines = [
    shown`${file}: ${what}${step}`,
    ...(targetBuild === null
      ? []
      : [shown`  target  ${[family, version, `build ${targetBuild}`].filter(Boolean).join(' ')}`]),
    shown`  size    ${size} bytes`,
    shown`  sha256  ${sha256}`,
    ...(publishedAs === undefined ? [] : [shown`  known   as published: ${publishedAs}`]),
    ...findings.map((doubt) => shown`  !       ${doubt}`),
  ];
  return shownLines(lines);
}
