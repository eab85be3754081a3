import { phrase } from '../../../base/phrase';
import { sha256Of } from '../../../base/sha256';
import { pathIn, removeFromBoard, sha256OnBoard } from '../../../board/transfer/boardFiles';
import { ftpUpload } from '../../../board/transfer/ftpUpload';
import { isNetworkPort, networkAddressOf } from '../../../transport/networkAddress';
import type { Check } from '../check';
import { failed, proven } from '../rehearsal';
import { folderOf } from './replTransfer';
import { TRIAL_BYTES, TRIAL_NAME, trialFile } from '../trialFile';

/** The upgrade leaves the Telnet session alone for minutes: it must still be there afterwards. */
const QUIET_MS = 60_000;

/** A file goes to the board by FTP, is proven by its SHA-256, and Telnet is still there after a minute of silence. */
export const networkTrial: Check = {
  id: 'network',
  title: phrase('Copy a test file by FTP and keep the Telnet session quiet for a minute'),
  isNeeded: ({ finding }) => finding.kind === 'board' && isNetworkPort(finding.port),
  stopsWhenFailed: true,
  perform: async (context, signal) => {
    const { clock, logger } = context.parts;
    const { client } = await context.boardLink(signal);
    const path = pathIn(folderOf(context.request), TRIAL_NAME);
    const source = trialFile();
    const address = networkAddressOf(context.request.finding.port);
    await context.willLeave(path);
    const begun = clock.now();
    await ftpUpload({ address, source, path, onProgress: () => undefined, logger, clock }, signal);
    const seconds = Math.max(clock.now() - begun, 1) / 1000;
    const there = await sha256OnBoard(client, { path, size: TRIAL_BYTES }, signal);
    await removeFromBoard(client, [path], signal);
    await context.tookAway(path);
    if (there !== (await sha256Of(source)))
      return failed(
        phrase('The file on the board differs from the one sent by FTP.'),
        phrase('Move the board closer to the access point, or use the USB cable, and repeat the rehearsal.'),
      );
    context.voice.wait(phrase('The Telnet session stays quiet for a minute.'), QUIET_MS);
    await clock.sleep(QUIET_MS, signal);
    await context.boardLink(signal).then((link) => link.inspect(signal));
    return proven(phrase('FTP and Telnet work, and Telnet stays through a minute of silence.'), [
      {
        id: 'ftp-bytes-per-second',
        label: phrase('Copied by FTP'),
        value: Math.round(TRIAL_BYTES / seconds),
        unit: 'bytes/s',
      },
    ]);
  },
};
