import * as v from 'valibot';
import { phrase } from '../../base/phrase';
import { count, said } from '../../base/schema';
import type { FirmwareImage } from '../../firmware/firmwareImage';
import { copyToBoard } from '../run/copyToBoard';
import { sentFile } from '../run/planImages';
import { HARMLESS, planStep, type SentFile, type StepKind } from './step';

export interface Upload {
  readonly kind: 'upload';
  readonly file: SentFile;
  readonly path: string;
}

/** A file system on the board is written at some 100 KiB/s. */
const BOARD_BYTES_PER_SECOND = 80_000;
/** Behind its own FTP server the board is slower still. */
const FTP_BYTES_PER_SECOND = 30_000;

export const upload: StepKind<Upload, [FirmwareImage, SentFile, string, { readonly overFtp: boolean }]> = {
  ...HARMLESS,
  kind: 'upload',
  schema: v.object({
    kind: v.literal('upload'),
    file: v.union([count, v.literal('updater')]),
    path: said,
  }),
  phase: 'send',
  side: 'board',
  standing: 'atPrompt',
  sends: ({ file }) => file,
  image: ({ file }) => (typeof file === 'number' ? file : null),
  describe: (file, number, path, { overFtp }) =>
    planStep(
      number === 'updater' ? 'upload-updater' : `upload-${number + 1}`,
      { kind: 'upload', file: number, path },
      5 + Math.ceil(file.source.size / (overFtp ? FTP_BYTES_PER_SECOND : BOARD_BYTES_PER_SECOND)),
      'nothingWritten',
      [
        phrase('Copy {file} to {path}', { file: file.source.name, path }),
        phrase('Compares the SHA-256 of the copy with the original. Doesn’t change the modem.'),
      ],
    ),
  async perform({ file, path }, { context, board }, signal) {
    const { source } = sentFile(context, file);
    const { client } = board.connection.link;
    if ((await copyToBoard(client, source, path, context, signal)) === 'new') board.copied.add(path);
  },
};
