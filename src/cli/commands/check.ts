import { render } from '../../base/phrase';
import { UpgradeError } from '../../base/upgradeError';
import { openFileSource } from '../../firmware/fileSource';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import { reportedError } from '../../upgrade/report';
import type { CommandContext } from '../commandContext';
import { EXIT_STATUS } from '../exitStatus';
import { json } from '../terminal';

/** Says what each file is and whether it is whole; needs no board. */
export async function checkCommand(context: CommandContext, files: readonly string[]): Promise<number> {
  const { service, terminal } = context;
  const results: object[] = [];
  let bad = false;
  for (const file of files) {
    try {
      const source = await openFileSource(file);
      const image = await service.check(source);
      await source.close();
      results.push({ file, ...image.description });
      if (!context.json) terminal.out(describe(file, image));
    } catch (error) {
      if (!(error instanceof UpgradeError)) throw error;
      bad = true;
      results.push({ file, error: reportedError(error) });
      terminal.err(`${render(error.sentence)}\n${render(error.remedy)}\n`);
    }
  }
  if (context.json) json(terminal, { type: 'check', files: results });
  return bad ? EXIT_STATUS.badInput : EXIT_STATUS.done;
}

function describe(file: string, { description }: FirmwareImage): string {
  const { kind, family, version, baseBuild, targetBuild, size, sha256, doubts, stepOfPair } = description;
  const what = {
    full: 'full image',
    differential: `differential image from build ${baseBuild ?? 'unknown'}`,
    updater: 'updater',
    unknown: 'whole container of unknown kind',
  }[kind];
  const step = stepOfPair === null ? '' : `, step ${stepOfPair} of 2`;
  const lines = [
    `${file}: ${what}${step}`,
    ...(targetBuild === null
      ? []
      : [`  brings  ${[family, version, `build ${targetBuild}`].filter(Boolean).join(' ')}`]),
    `  size    ${size} bytes`,
    `  sha256  ${sha256}`,
    ...doubts.map((doubt) => `  !       ${render(doubt)}`),
  ];
  return `${lines.join('\n')}\n`;
}
