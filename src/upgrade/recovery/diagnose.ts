import { type Phrase, phrase } from '../../base/phrase';
import { whyUnusable } from '../../board/boardRelease';
import { parseImageName } from '../../firmware/imageName';
import { hidePassword } from '../../transport/networkAddress';
import type { Finding } from '../inspect/finding';
import type { JournalEntry } from '../journal/journalEntry';
import { compareBoards } from '../journal/sameBoard';
import { mayHaveChanged } from '../facts/whatFollows';
import { nameOf } from '../inspect/readingName';
import type { Condition, Repair } from './repair';
import { POWER_OFF_REPAIR, REPAIRS, RESTARTS_ON_BOARD } from './repairs';
import { isSurelyOf } from './dismissal';
import { boardFound, mayInstall } from './mayInstall';
import { imageUnderWay, secondHalfBehindFirst, secondHalfDue } from './standing';

/** What state a modem is in, and the way out of it. */
export interface Diagnosis {
  readonly condition: Condition;
  readonly sentence: Phrase;
  /** Which files bring it on, where files do. */
  readonly files: Phrase | null;
  /** To be tried in this order, each only when it was agreed to. */
  readonly repairs: readonly Repair[];
  /** Whether the first half of a pair is known to be in this modem, and the second not. */
  readonly secondHalfDue: boolean;
  /** The unfinished upgrades of this board, oldest first. */
  readonly unfinished: readonly JournalEntry[];
  /**
   * What was begun on this very board and is of no concern any more, because the modem runs: it can be forgotten. What was
   * begun at its port, on this board or on another, is in neither list then.
   */
  readonly over: readonly JournalEntry[];
}

/** Pure: nothing is opened, nothing is tried. */
export function diagnose(finding: Finding, unfinished: readonly JournalEntry[]): Diagnosis {
  const condition = conditionOf(finding);
  const here = boardFound(finding);
  const begunHere = unfinished.filter(({ board }) => compareBoards(board, here) !== 'another');
  const build = finding.kind === 'silent' ? null : finding.modem.build;
  const mayBeAtWork = finding.kind !== 'silent' && finding.mayInstall === true;
  const isOver = (entry: JournalEntry): boolean =>
    condition === 'works' && !waitsForAnotherImage(entry, build) && !(mayBeAtWork && mayInstall(entry));
  const isOurs = (entry: JournalEntry): boolean => isSurelyOf(finding, entry);
  const unfinishedHere = begunHere.filter((entry) => !isOver(entry));
  const betweenHalves = unfinishedHere.filter((entry) => secondHalfDue(entry) !== undefined);
  return {
    condition,
    ...wordsFor(condition, finding, betweenHalves.some(isOurs)),
    secondHalfDue: betweenHalves.length > 0,
    repairs: unfinishedHere.some(mayInstall)
      ? repairsWhileInstalling(condition, finding, betweenHalves.length > 0)
      : repairsFor(condition, finding, betweenHalves.length > 0),
    unfinished: unfinishedHere,
    over: begunHere.filter((entry) => isOver(entry) && isOurs(entry)),
  };
}

function conditionOf(finding: Finding): Condition {
  if (finding.kind === 'silent') return finding.refusesCommands ? 'modemRefuses' : 'nothingAnswers';
  if (finding.kind === 'board' && whyUnusable(finding.board) !== undefined) return 'boardUnusable';
  const { state } = finding.modem;
  if (finding.modem.applying) return 'applying';
  if (state === null) return 'modemSilent';
  return ({ 0: 'recovery', 1: 'mTools', 2: 'works', 4: 'updater' } as const)[state];
}

/** @param secondDue whether it is known that this very modem still waits for the second half of a pair */
function wordsFor(
  condition: Condition,
  finding: Finding,
  secondDue: boolean,
): Pick<Diagnosis, 'sentence' | 'files'> {
  switch (condition) {
    case 'works': {
      const version = finding.kind === 'silent' ? '' : phrase(': {name}', { name: nameOf(finding.modem) });
      if (!secondDue && finding.kind !== 'silent' && finding.mayInstall === true)
        return {
          sentence: phrase(
            'The modem runs its firmware{version}, but may still be installing an image. Leave the power on and read it again in half an hour.',
            { version },
          ),
          files: null,
        };
      return {
        sentence: secondDue
          ? phrase('The modem runs its firmware{version}. The second of two steps is still missing.', {
              version,
            })
          : phrase('The modem runs its firmware{version}. It doesn’t need recovery.', { version }),
        files: null,
      };
    }
    case 'mTools':
      return {
        sentence: phrase('The modem runs its manufacturing tools instead of its firmware.'),
        files: phrase('If a restart isn’t enough, a full image restores it.'),
      };
    case 'applying':
      return {
        sentence: phrase('The modem has reported for more than five minutes that it’s installing an image.'),
        files: phrase(
          'None if it still finishes. If you unplug it, you’ll need a full image, and maybe updater.elf from the same archive.',
        ),
      };
    case 'updater':
      return {
        sentence: phrase('The modem is waiting in its updater: an upgrade was interrupted.'),
        files: phrase(
          'It needs a full image, the same one as in the interrupted upgrade. It doesn’t need updater.elf.',
        ),
      };
    case 'recovery':
      return {
        sentence: phrase('The modem is in recovery: it has no working firmware.'),
        files: phrase(
          'It needs a full image and updater.elf from the same archive. A differential image doesn’t work.',
        ),
      };
    case 'modemSilent':
      return {
        sentence: phrase('The board answers, but its modem doesn’t.'),
        files: phrase(
          'Have a full image and updater.elf from the same archive ready: the modem may come back in recovery.',
        ),
      };
    case 'modemRefuses':
      return {
        sentence: phrase('The modem answers, but refuses every command.'),
        files: phrase(
          'Have a full image and updater.elf from the same archive ready: the modem may need both.',
        ),
      };
    case 'boardUnusable':
      return { sentence: unusable(finding), files: null };
    case 'nothingAnswers':
      return {
        sentence: phrase('Nothing at {port} can be recovered. {why}', {
          port: hidePassword(finding.port),
          why: finding.kind === 'silent' ? finding.sentence : '',
        }),
        files: null,
      };
  }
}

function unusable(finding: Finding): Phrase {
  const obstacle = finding.kind === 'board' ? whyUnusable(finding.board) : undefined;
  return obstacle === undefined
    ? phrase('The board can’t upgrade its modem.')
    : phrase('{what} {remedy}', { what: obstacle.sentence, remedy: obstacle.remedy });
}

const ONLY_AFTER_AN_HOUR = phrase('Do this only after the modem has been silent for an hour.');
const BY_RISK: readonly Repair['risk'][] = ['harmless', 'careful', 'drastic'];

/**
 * Of a modem that may be at work on an image: what is done to one that says so, unless it says otherwise. In its updater it may be
 * without saying so: the field's tool waits for it for half an hour.
 */
function repairsWhileInstalling(...[condition, ...others]: Parameters<typeof repairsFor>): Repair[] {
  const applying = repairsFor('applying', ...others);
  if (condition === 'modemSilent' || condition === 'nothingAnswers') return applying;
  const repairs = repairsFor(condition, ...others);
  if (condition !== 'updater' && condition !== 'works') return repairs;
  return [...applying.filter(({ risk }) => risk === 'harmless'), ...repairs.map(withCare).sort(byRisk)];
}

function repairsFor(condition: Condition, finding: Finding, betweenHalves: boolean): Repair[] {
  return REPAIRS.filter((repair) => repair.helps.includes(condition) && isPossible(repair, finding))
    .map((repair): Repair => {
      // What is harmless everywhere else has cost modems there.
      if (!betweenHalves) return repair;
      const costsModems = repair.id === POWER_OFF_REPAIR || (condition === 'updater' && startsModem(repair));
      if (costsModems) return warned({ ...repair, risk: 'drastic' }, ONLY_AFTER_AN_HOUR);
      return repair.warning === undefined ? repair : warned(repair, repair.warning);
    })
    .sort(byRisk);
}

function byRisk(one: Repair, other: Repair): number {
  return BY_RISK.indexOf(one.risk) - BY_RISK.indexOf(other.risk);
}

const AFTER_AN_HOUR = phrase(
  'Do this only after the modem has waited in its updater for an hour. It may be installing an image, and a restart would cut that off.',
);

/** What stops a modem that may be at work is done only by its typed name, and after an hour. */
function withCare(repair: Repair): Repair {
  if (repair.id !== POWER_OFF_REPAIR && !startsModem(repair)) return repair;
  return { ...repair, risk: 'drastic', warning: repair.warning ?? AFTER_AN_HOUR };
}

function startsModem({ by, id }: Repair): boolean {
  return by.kind === 'modemReset' || by.kind === 'startFirmware' || RESTARTS_ON_BOARD.includes(id);
}

function warned(repair: Repair, warning: Phrase): Repair {
  const why = phrase(
    'The second of two steps is missing: a modem that loses power between the two may never answer again.',
  );
  return { ...repair, warning: phrase('{first} {next}', { first: why, next: warning }) };
}

/**
 * Behind the first half of a pair the modem may run and must not stay as it is; a chain of images that was begun in it may go
 * on from where it is.
 */
function waitsForAnotherImage(entry: JournalEntry, build: string | null): boolean {
  const { images, facts } = entry;
  const goal = parseImageName(images.at(-1)?.name ?? '').targetBuild;
  if (goal !== null && goal === build) return false;
  if (secondHalfBehindFirst(entry) !== undefined) return true;
  const image = imageUnderWay(entry);
  return mayHaveChanged(facts) && image !== undefined && image < images.length - 1;
}

/** What a person does is always possible; what we do needs an answer from the other end. */
function isPossible({ by }: Repair, finding: Finding): boolean {
  switch (by.kind) {
    case 'person':
      return true;
    case 'board':
      return finding.kind === 'board';
    case 'modemReset':
      return finding.kind === 'modem';
    case 'startFirmware':
      return finding.kind !== 'silent';
  }
}
