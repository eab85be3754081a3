import { phrase } from '../../../base/phrase';
import { mountCard, pathIn, removeFromBoard, sha256OnBoard } from '../../../board/transfer/boardFiles';
import remountCardProgram from '../../../board/programs/remountCard.py';
import { uploadFile } from '../../../board/transfer/uploadFile';
import { sha256Of } from '../../../base/sha256';
import { isNetworkPort } from '../../../transport/networkAddress';
import type { Check } from '../check';
import { failed, proven } from '../rehearsal';
import { TRIAL_BYTES, TRIAL_NAME, trialFile } from '../trialFile';

const REMOUNT_DEADLINE_MS = 20_000;
const ANOTHER_CARD = phrase(
  'Use another card, formatted as FAT32 with an MBR and one partition, and repeat the rehearsal.',
);

/** What was written to the card is still there after it was mounted again: the board's own tool mounts it, too. */
export const cardTrial: Check = {
  id: 'card',
  title: phrase('Write to the SD card, mount it again and read it back'),
  isNeeded: ({ finding, method }) =>
    finding.kind === 'board' && method === 'sd' && !isNetworkPort(finding.port),
  stopsWhenFailed: true,
  perform: async (context, signal) => {
    const { client } = await context.boardLink(signal);
    const path = pathIn('/sd', TRIAL_NAME);
    const source = trialFile();
    await context.willLeave(path);
    await uploadFile(client, { source, path, compress: false, onProgress: () => undefined }, signal);
    const remount = { what: phrase('mount the SD card again'), deadlineMs: REMOUNT_DEADLINE_MS };
    await client.ask(remountCardProgram, remount, signal);
    await mountCard(client, signal);
    const there = await sha256OnBoard(client, { path, size: TRIAL_BYTES }, signal);
    await removeFromBoard(client, [path], signal);
    await context.tookAway(path);
    return there === (await sha256Of(source))
      ? proven(phrase('The card stores data correctly.'))
      : failed(phrase('The data read back from the card differs from what was written to it.'), ANOTHER_CARD);
  },
};
