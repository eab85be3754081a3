import { phrase, type Phrase } from '../../base/phrase';
import { isNetworkPort } from '../../transport/networkAddress';
import type { Finding, SilentFinding } from '../inspect/finding';
import { type FirmwareSet, namesOf } from '../select/firmwareSets';
import { isDangerous, type PlanWarning, type UpgradePlan } from '../plan/plan';
import type { Recommendation } from '../select/recommend';
import type { Diagnosis } from '../recovery/diagnose';
import { continuationOf, whatHappened } from '../recovery/continuation';
import type { BatchEnd } from './batchBoard';

/** What a batch does with a board: it upgrades it, or it is done with it. */
export type BoardDecision =
  | {
      readonly kind: 'upgrade';
      readonly plan: UpgradePlan;
      /** The plan's warnings. Each was accepted by its name. */
      readonly confirmed: readonly string[];
    }
  | { readonly kind: 'end'; readonly end: BatchEnd };

export interface BoardQuestion {
  readonly finding: Finding;
  readonly diagnosis: Pick<Diagnosis, 'condition' | 'sentence' | 'unfinished'>;
  readonly choice: Pick<Recommendation, 'answer' | 'firmware'>;
  /** Warnings that were accepted for every board, by their names. Nothing else confirms one. */
  readonly accepted: readonly string[];
  /** What the batch was given: files, folders and archives. */
  readonly places: readonly string[];
}

/** The one warning of a plan that says that the modem has already what the file brings. */
const SAME_VERSION = 'same-version';

/**
 * Whether a board is upgraded without a question. It is only where its plan needs no confirmation beyond what was accepted by
 * name; everything else is a person's to decide. Pure.
 */
export function decideBoard(question: BoardQuestion): BoardDecision {
  const { finding, choice, accepted } = question;
  const { answer } = choice;
  if (finding.kind === 'silent') return nothingAnswers(question, finding);
  if (answer.kind === 'nothingToDo')
    return done({ result: 'alreadyThere', sentence: answer.sentence, remedy: null, command: null });
  if (answer.kind === 'refusal')
    return needsYou(inState(question, answer.sentence), answer.alternative, wayOut(question));
  const open = answer.warnings.filter(({ rule }) => !accepted.includes(rule));
  if (open.length === 0) {
    const confirmed = answer.warnings.map(({ rule }) => rule);
    return { kind: 'upgrade', plan: answer, confirmed };
  }
  const [only] = open;
  if (only && open.every(({ rule }) => rule === SAME_VERSION))
    return done({ result: 'alreadyThere', sentence: only.sentence, remedy: null, command: null });
  return needsYou(toldBy(open), toConfirm(open, choice.firmware), toRun(question));
}

/** If an upgrade at that port is unfinished, that explains the silence. */
function nothingAnswers(question: BoardQuestion, { sentence, remedy }: SilentFinding): BoardDecision {
  const begun = question.diagnosis.unfinished.at(-1);
  if (begun === undefined) return needsYou(sentence, remedy, lookAgain(question));
  const [next = remedy] = continuationOf(begun);
  return needsYou(
    phrase('{begun} {now}', { begun: whatHappened(begun), now: sentence }),
    next,
    wayOut(question),
  );
}

function done(end: Omit<BatchEnd, 'report'>): BoardDecision {
  return { kind: 'end', end: { ...end, report: null } };
}

function needsYou(sentence: Phrase, remedy: Phrase, command: readonly string[] | null): BoardDecision {
  return done({ result: 'needsYou', sentence, remedy, command });
}

/** A modem that does not run its firmware is more than a refused file. */
function inState({ diagnosis }: BoardQuestion, sentence: Phrase): Phrase {
  return diagnosis.condition === 'works'
    ? sentence
    : phrase('{state} {sentence}', { state: diagnosis.sentence, sentence });
}

function toldBy(warnings: readonly PlanWarning[]): Phrase {
  return warnings
    .flatMap(({ sentence, consequence }) => [sentence, consequence])
    .reduce((first, next) => phrase('{first} {next}', { first, next }));
}

function toConfirm(open: readonly PlanWarning[], firmware: FirmwareSet): Phrase {
  const rules = [...new Set(open.map(({ rule }) => rule))].join(', ');
  return open.some(isDangerous)
    ? phrase(
        'This is dangerous ({rules}). Upgrade this board alone and read the warning, or choose other files than {files}.',
        { rules, files: namesOf(firmware) },
      )
    : phrase('Upgrade this board alone and answer the question ({rules}).', { rules });
}

/** It asks each question itself: no command that is only copied confirms anything. */
function toRun({ finding, places, choice }: BoardQuestion): readonly string[] {
  const method = choice.answer.kind === 'plan' ? ['--method', choice.answer.method] : [];
  return ['run', '--port', finding.port, ...places, ...method];
}

function wayOut({ finding, diagnosis, places }: BoardQuestion): readonly string[] {
  return diagnosis.condition === 'works'
    ? ['plan', '--port', finding.port, ...places]
    : ['recover', '--port', finding.port, ...places];
}

/** A network port's login is not in its name: `info` asks for the password. */
function lookAgain({ finding: { port } }: BoardQuestion): readonly string[] {
  return ['info', '--port', port, ...(isNetworkPort(port) ? ['--ask-password'] : [])];
}
