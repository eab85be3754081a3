import { type Phrase, phrase } from '../base/phrase';
import { POWER_OFF, POWER_OFF_AND_REPEAT } from '../base/powerOff';
import { errorMessage } from '../base/thrown';
import { UpgradeError } from '../base/upgradeError';
import { hidePassword } from '../transport/networkAddress';

/**
 * A modem that has an image may be at work on it, whatever it says or does not say: a power cut loses it then, and only time can
 * tell.
 */
export const LEAVE_ON_AND_READ = phrase(
  'Leave the power on, and read the modem again in half an hour: it may finish yet. Only if it is still at work, or silent, an hour after it got the image: {powerOff}, and read it once more. If it does not run its new version then, repeat the same steps; in its updater it needs a full image, in recovery updater.elf, too.',
  { powerOff: POWER_OFF },
);
const READ_AGAIN = phrase('Read the modem again and start from what is found then.');

export const upgradeErrors = {
  bootromKept: (): UpgradeError =>
    new UpgradeError({
      code: 'TOOL_BOOTROM_KEPT',
      sentence: phrase(
        'The modem still has the factory’s bootrom 33080, which takes no full image without the updater.',
      ),
      remedy: phrase(
        'No image was sent. {powerOff}, start the board in safe boot, read the modem and plan the upgrade anew, with updater.elf.',
        { powerOff: POWER_OFF },
      ),
    }),
  noUpdaterInFlash: (): UpgradeError =>
    new UpgradeError({
      code: 'UPDATER_MISSING',
      sentence: phrase(
        'The modem has no updater of its own, and came up in recovery instead. Its firmware was not overwritten.',
      ),
      remedy: phrase(
        'Give updater.elf of the same archive together with the full image, and upgrade again: the modem can take both in recovery.',
      ),
    }),
  nothingAnswers: (port: string, sentence: Phrase, remedy: Phrase): UpgradeError =>
    new UpgradeError({
      code: 'NOTHING_ANSWERS',
      sentence: phrase('{port}: {what}', { port, what: sentence }),
      remedy,
    }),
  refused: (sentence: Phrase, alternative: Phrase): UpgradeError =>
    new UpgradeError({ code: 'RULE_REFUSED', category: 'refusal', sentence, remedy: alternative }),
  confirmationMissing: (rules: string): UpgradeError =>
    new UpgradeError({
      code: 'CONFIRMATION_MISSING',
      category: 'refusal',
      sentence: phrase('A warning was not confirmed: {rules}.', { rules }),
      remedy: phrase('Read the warning and confirm it, or choose another file.'),
    }),
  imagesDoNotBelong: (first: string, second: string): UpgradeError =>
    new UpgradeError({
      code: 'IMAGES_DO_NOT_BELONG',
      category: 'badInput',
      sentence: phrase('{first} and {second} do not belong together.', { first, second }),
      remedy: phrase(
        'Give one image, or the two halves of a two-step upgrade, or images of which one leads to the next.',
      ),
    }),
  anotherBoard: (ours: Phrase, other: Phrase): UpgradeError =>
    new UpgradeError({
      code: 'ANOTHER_BOARD',
      sentence: phrase(
        'Another board answers at the port than the one that is upgraded: {other} instead of {ours}. It was not upgraded, and what it runs says nothing of the upgrade.',
        { ours, other },
      ),
      remedy: phrase(
        'Disconnect this board, connect the one that was upgraded, and read its modem: only that shows which version it runs.',
      ),
    }),
  noImage: (): UpgradeError =>
    new UpgradeError({
      code: 'NO_IMAGE',
      category: 'badInput',
      sentence: phrase('No firmware image was given.'),
      remedy: phrase('Choose a .dup file.'),
    }),
  portInUse: (port: string): UpgradeError =>
    new UpgradeError({
      code: 'PORT_IN_USE_BY_SESSION',
      category: 'badInput',
      sentence: phrase('An upgrade or a reading is running on {port} already.', { port }),
      remedy: phrase('Wait until it has finished.'),
    }),
  portInUseElsewhere: (port: string, pid: number | null): UpgradeError =>
    new UpgradeError({
      code: 'PORT_IN_USE_ELSEWHERE',
      category: 'badInput',
      sentence: phrase('Another window or command line is working on {port}{process}.', {
        port: hidePassword(port),
        process: pid === null ? '' : phrase(' (process {pid})', { pid }),
      }),
      remedy: phrase('Wait until it has finished, or close it if nothing runs there.'),
    }),
  journalUnwritable: (cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'JOURNAL_UNWRITABLE',
      category: 'refusal',
      sentence: phrase(
        'The modem was not touched, because the upgrade could not be recorded first: {reason}.',
        { reason: errorMessage(cause) },
      ),
      remedy: phrase(
        'Make room on the disk, or make the folder for application data writable, and try again.',
      ),
      cause,
    }),
  repairNotPossible: (title: Phrase, reason: Phrase): UpgradeError =>
    new UpgradeError({
      code: 'REPAIR_NOT_POSSIBLE',
      category: 'refusal',
      sentence: phrase('“{title}” cannot be done from here: {reason}', { title, reason }),
      remedy: phrase('Do it by hand as described, or go on with the next repair.'),
    }),
  repairUnknown: (id: string): UpgradeError =>
    new UpgradeError({
      code: 'REPAIR_NOT_POSSIBLE',
      category: 'badInput',
      sentence: phrase('There is no repair “{id}” for what was found.', { id }),
      remedy: phrase('Name one of those that are listed.'),
    }),
  transcriptInvalid: (file: string, line: number): UpgradeError =>
    new UpgradeError({
      code: 'TRANSCRIPT_INVALID',
      category: 'badInput',
      sentence: phrase('{file} is no transcript: line {line} cannot be read.', { file, line }),
      remedy: phrase('Choose a file that was recorded as a transcript.'),
    }),
  findingChanged: (expected: string | Phrase, found: string | Phrase): UpgradeError =>
    new UpgradeError({
      code: 'FINDING_CHANGED',
      category: 'refusal',
      sentence: phrase('The modem is not as it was when the plan was made: {found} instead of {expected}.', {
        expected,
        found,
      }),
      remedy: READ_AGAIN,
    }),
  reportedFailure: (text: string | Phrase): UpgradeError =>
    new UpgradeError({
      code: 'UPGRADE_REPORTED_FAILURE',
      sentence: phrase('The modem took the image and then reported: {text}.', { text }),
      remedy: phrase('Check that the image is the right one for this modem. {again}', {
        again: POWER_OFF_AND_REPEAT,
      }),
    }),
  stillAtWork: (minutes: number): UpgradeError =>
    new UpgradeError({
      code: 'APPLY_TIMEOUT',
      sentence: phrase(
        'The modem has been at work on the image for {minutes} minutes, and says that it still is.',
        {
          minutes,
        },
      ),
      remedy: LEAVE_ON_AND_READ,
    }),
  notApplied: (minutes: number): UpgradeError =>
    new UpgradeError({
      code: 'APPLY_TIMEOUT',
      sentence: phrase(
        'The modem was told to put the image in place, and has said nothing of it for {minutes} minutes.',
        { minutes },
      ),
      remedy: LEAVE_ON_AND_READ,
    }),
  restartTimeout: (seconds: number): UpgradeError =>
    new UpgradeError({
      code: 'RESTART_TIMEOUT',
      sentence: phrase('The modem did not start again within {seconds} s.', { seconds }),
      remedy: LEAVE_ON_AND_READ,
    }),
  silentWithImage: (minutes: number): UpgradeError =>
    new UpgradeError({
      code: 'MODEM_SILENT',
      sentence: phrase('The modem has taken the image and has not answered for {minutes} minutes since.', {
        minutes,
      }),
      remedy: LEAVE_ON_AND_READ,
    }),
  wrongVersionAfter: (expected: string | Phrase, found: string | Phrase): UpgradeError =>
    new UpgradeError({
      code: 'WRONG_VERSION_AFTER',
      sentence: phrase('The modem says it runs {found}; it should be {expected}.', { expected, found }),
      remedy: POWER_OFF_AND_REPEAT,
    }),
  silentAfter: (expected: string | Phrase): UpgradeError =>
    new UpgradeError({
      code: 'MODEM_SILENT',
      sentence: phrase('The modem does not answer after the upgrade; it should run {expected}.', {
        expected,
      }),
      remedy: LEAVE_ON_AND_READ,
    }),
  versionUnproven: (file: string, found: string | Phrase): UpgradeError =>
    new UpgradeError({
      code: 'VERSION_UNPROVEN',
      sentence: phrase(
        'The modem runs {found}. {file} does not tell which build it brings, and nothing shows that the modem changed.',
        { file, found },
      ),
      remedy: phrase(
        'Read the modem again: it may work as it is. To be sure of its version, upgrade with an image that tells its build.',
      ),
    }),
  unexpected: (cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'UNEXPECTED',
      sentence: phrase('Something went wrong that should not: {reason}.', {
        reason: errorMessage(cause),
      }),
      remedy: phrase('Report it with the log. {again}', { again: POWER_OFF_AND_REPEAT }),
      cause,
    }),
};

/** What was thrown, as it is told: whatever is none of our errors should not have happened. */
export function asUpgradeError(error: unknown): UpgradeError {
  return error instanceof UpgradeError ? error : upgradeErrors.unexpected(error);
}
