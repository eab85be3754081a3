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
  'Leave the power on, and read the modem again in half an hour: it may still finish. Only if it’s still busy or silent an hour after it received the image: {powerOff}, and read it once more. If it doesn’t run the new version then, repeat the same steps. A modem in its updater needs a full image; a modem in recovery also needs updater.elf.',
  { powerOff: POWER_OFF },
);
const READ_AGAIN = phrase('Read the modem again, and plan a new upgrade.');

export const upgradeErrors = {
  bootromKept: (): UpgradeError =>
    new UpgradeError({
      code: 'TOOL_BOOTROM_KEPT',
      sentence: phrase(
        'The modem still has the factory bootrom 33080. With it, a full image needs updater.elf.',
      ),
      remedy: phrase(
        'No image was sent. {powerOff}, start it in safe boot, read the modem, and plan the upgrade again with updater.elf.',
        { powerOff: POWER_OFF },
      ),
    }),
  noUpdaterInFlash: (): UpgradeError =>
    new UpgradeError({
      code: 'UPDATER_MISSING',
      sentence: phrase(
        'The modem has no built-in updater, so it started in recovery. Its firmware wasn’t overwritten.',
      ),
      remedy: phrase(
        'Choose updater.elf from the same archive together with the full image, and upgrade again. In recovery, the modem can use both.',
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
      sentence: phrase('You didn’t confirm a warning: {rules}.', { rules }),
      remedy: phrase('Read the warning and confirm it, or choose another file.'),
    }),
  imagesDoNotBelong: (first: string, second: string): UpgradeError =>
    new UpgradeError({
      code: 'IMAGES_DO_NOT_BELONG',
      category: 'badInput',
      sentence: phrase('{first} and {second} don’t belong together.', { first, second }),
      remedy: phrase(
        'Choose one image, both images of a two-step upgrade, or images that lead from one build to the next.',
      ),
    }),
  anotherBoard: (ours: Phrase, other: Phrase): UpgradeError =>
    new UpgradeError({
      code: 'ANOTHER_BOARD',
      sentence: phrase(
        'Another board answers at this port: {other} instead of {ours}. This board wasn’t upgraded, and its version says nothing about the upgrade.',
        { ours, other },
      ),
      remedy: phrase(
        'Disconnect this board, connect the one you upgraded, and read its modem. Only that shows which version it runs.',
      ),
    }),
  /** @param ours IMEI of the board that is meant */
  notThatBoard: (ours: string, other: string): UpgradeError =>
    new UpgradeError({
      code: 'ANOTHER_BOARD',
      category: 'badInput',
      sentence: phrase('Another board is at this port: IMEI {other} instead of {ours}.', { ours, other }),
      remedy: phrase('Connect the board with IMEI {ours}, or choose its port.', { ours }),
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
      sentence: phrase('An upgrade or a reading is already running on {port}.', { port }),
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
      remedy: phrase('Wait until it has finished, or close it if it’s idle.'),
    }),
  journalUnwritable: (cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'JOURNAL_UNWRITABLE',
      category: 'refusal',
      sentence: phrase(
        'The modem wasn’t changed, because the upgrade couldn’t be logged on this computer first: {reason}.',
        { reason: errorMessage(cause) },
      ),
      remedy: phrase('Free some disk space, or make the application data folder writable, and try again.'),
      cause,
    }),
  journalUnreadable: (folder: string, cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'JOURNAL_UNREADABLE',
      category: 'refusal',
      sentence: phrase(
        'The log of earlier upgrades in {folder} can’t be read: {reason}. Nothing was sent to the board, because it may still be upgrading its modem.',
        { folder, reason: errorMessage(cause) },
      ),
      remedy: phrase(
        'Make the folder readable for your account, and try again. If it belongs to another account, run this on Linux or macOS: sudo chown -R "$USER" "{folder}"',
        { folder },
      ),
      cause,
    }),
  repairNotPossible: (title: Phrase, reason: Phrase): UpgradeError =>
    new UpgradeError({
      code: 'REPAIR_NOT_POSSIBLE',
      category: 'refusal',
      sentence: phrase('“{title}” isn’t possible from here: {reason}', { title, reason }),
      remedy: phrase('Do it by hand as described, or try the next recovery step.'),
    }),
  /** @param now what is there now instead */
  repairOutdated: (title: Phrase, now: Phrase): UpgradeError =>
    new UpgradeError({
      code: 'REPAIR_OUTDATED',
      category: 'refusal',
      sentence: phrase('“{title}” wasn’t run, because the board changed since it was offered. {now}', {
        title,
        now,
      }),
      remedy: phrase('Read the recovery options again, and choose from those.'),
    }),
  repairUnknown: (id: string): UpgradeError =>
    new UpgradeError({
      code: 'REPAIR_NOT_POSSIBLE',
      category: 'badInput',
      sentence: phrase('No recovery step “{id}” applies here.', { id }),
      remedy: phrase('Choose one of the listed steps.'),
    }),
  transcriptInvalid: (file: string, line: number): UpgradeError =>
    new UpgradeError({
      code: 'TRANSCRIPT_INVALID',
      category: 'badInput',
      sentence: phrase('{file} isn’t a transcript: line {line} can’t be read.', { file, line }),
      remedy: phrase('Choose a transcript recorded with --log or by the recordTranscript setting.'),
    }),
  findingChanged: (expected: string | Phrase, found: string | Phrase): UpgradeError =>
    new UpgradeError({
      code: 'FINDING_CHANGED',
      category: 'refusal',
      sentence: phrase('The modem has changed since planning: {found} instead of {expected}.', {
        expected,
        found,
      }),
      remedy: READ_AGAIN,
    }),
  reportedFailure: (text: string | Phrase): UpgradeError =>
    new UpgradeError({
      code: 'UPGRADE_REPORTED_FAILURE',
      sentence: phrase('The modem accepted the image, but then reported: {text}.', { text }),
      remedy: phrase('Check that the image is the right one for this modem. {again}', {
        again: POWER_OFF_AND_REPEAT,
      }),
    }),
  stillAtWork: (minutes: number): UpgradeError =>
    new UpgradeError({
      code: 'APPLY_TIMEOUT',
      sentence: phrase(
        'The modem has been installing the image for {minutes} minutes, and reports that it isn’t finished.',
        {
          minutes,
        },
      ),
      remedy: LEAVE_ON_AND_READ,
    }),
  atWorkBefore: (): UpgradeError =>
    new UpgradeError({
      code: 'APPLY_TIMEOUT',
      sentence: phrase('The modem reports that it’s still installing an image from an earlier upgrade.'),
      remedy: LEAVE_ON_AND_READ,
    }),
  notApplied: (minutes: number): UpgradeError =>
    new UpgradeError({
      code: 'APPLY_TIMEOUT',
      sentence: phrase(
        'The modem was asked to install the image, but hasn’t answered for {minutes} minutes.',
        { minutes },
      ),
      remedy: LEAVE_ON_AND_READ,
    }),
  restartTimeout: (seconds: number): UpgradeError =>
    new UpgradeError({
      code: 'RESTART_TIMEOUT',
      sentence: phrase('The modem didn’t restart within {seconds} s.', { seconds }),
      remedy: LEAVE_ON_AND_READ,
    }),
  silentWithImage: (minutes: number): UpgradeError =>
    new UpgradeError({
      code: 'MODEM_SILENT',
      sentence: phrase('The modem accepted the image, but hasn’t answered for {minutes} minutes since.', {
        minutes,
      }),
      remedy: LEAVE_ON_AND_READ,
    }),
  wrongVersionAfter: (expected: string | Phrase, found: string | Phrase): UpgradeError =>
    new UpgradeError({
      code: 'WRONG_VERSION_AFTER',
      sentence: phrase('The modem reports {found} instead of {expected}.', { expected, found }),
      remedy: POWER_OFF_AND_REPEAT,
    }),
  silentAfter: (expected: string | Phrase): UpgradeError =>
    new UpgradeError({
      code: 'MODEM_SILENT',
      sentence: phrase('The modem doesn’t answer after the upgrade. It should run {expected}.', {
        expected,
      }),
      remedy: LEAVE_ON_AND_READ,
    }),
  firstStepUnproven: (found: string | Phrase): UpgradeError =>
    new UpgradeError({
      code: 'VERSION_UNPROVEN',
      sentence: phrase(
        'The modem runs {found}, as before. Nothing shows whether it has installed the first of the two files, so the second isn’t sent.',
        { found },
      ),
      remedy: LEAVE_ON_AND_READ,
    }),
  versionUnproven: (file: string, found: string | Phrase): UpgradeError =>
    new UpgradeError({
      code: 'VERSION_UNPROVEN',
      sentence: phrase(
        'The modem runs {found}. {file} doesn’t say which build it installs, so nothing shows whether the modem has changed.',
        { file, found },
      ),
      remedy: phrase(
        'Read the modem again: it may already work. To be sure of the version, use an image that names its build.',
      ),
    }),
  unexpected: (cause: unknown): UpgradeError =>
    new UpgradeError({
      code: 'UNEXPECTED',
      sentence: phrase('An internal error occurred: {reason}.', {
        reason: errorMessage(cause),
      }),
      remedy: phrase('Please report it together with the log. {again}', { again: POWER_OFF_AND_REPEAT }),
      cause,
    }),
};

/** What was thrown, in words: an error that isn't ours should not have happened. */
export function asUpgradeError(error: unknown): UpgradeError {
  return error instanceof UpgradeError ? error : upgradeErrors.unexpected(error);
}
