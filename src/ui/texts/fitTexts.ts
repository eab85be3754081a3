import { firmwareOf, type NothingToDo, type Refusal, type UpgradePlan } from '../../upgrade';
import { phrase } from '../../base/phrase';
import type { Trouble } from '../panel/panelState';
import type { AnsweringFinding } from '../flow/lastFound';
import type { Speech } from '../speech';
import { boardText, methodText, modemWithFamily } from './modemTexts';

/** Whether a file fits the modem that was read last, and why. */
export interface FitText {
  readonly fits: boolean;
  readonly sentence: string;
  /** What to do instead, and what to heed; empty where that is nothing. */
  readonly remarks: readonly string[];
}

/** @param answer what the upgrade with this file would come to; null where no modem was read yet */
export function fitText(
  speech: Speech,
  finding: AnsweringFinding,
  answer: UpgradePlan | Refusal | NothingToDo,
): FitText {
  const modem = speech.translate('{modem}, read from the {board} at {port}', {
    modem: modemWithFamily(speech, finding.modem),
    board: boardText(speech, finding),
    port: finding.port,
  });
  switch (answer.kind) {
    case 'plan':
      return {
        fits: true,
        sentence: speech.translate('It fits the modem you read last: {modem}.', { modem }),
        remarks: [
          speech.translate('Method: {method}.', { method: methodText(speech, answer.method) }),
          ...answer.warnings.map(({ sentence }) => speech.render(sentence)),
        ],
      };
    case 'refusal':
      return {
        fits: false,
        sentence: speech.translate('It doesn’t fit the modem you read last: {modem}.', { modem }),
        remarks: [speech.render(answer.sentence), speech.render(answer.alternative)],
      };
    case 'nothingToDo':
      return {
        fits: false,
        sentence: speech.translate('The modem you read last doesn’t need it: {modem}.', { modem }),
        remarks: [speech.render(answer.sentence)],
      };
  }
}

/** The same as a trouble for the panel; null where nothing speaks against it. */
export function misfit(
  { modem }: AnsweringFinding,
  answer: UpgradePlan | Refusal | NothingToDo,
): Trouble | null {
  const running = firmwareOf(modem) ?? phrase('an unknown version');
  switch (answer.kind) {
    case 'plan':
      return null;
    case 'refusal':
      return {
        sentence: phrase('It doesn’t fit the modem you read last ({running}). {why}', {
          running,
          why: answer.sentence,
        }),
        remedy: answer.alternative,
      };
    case 'nothingToDo':
      return {
        sentence: phrase('The modem you read last ({running}) doesn’t need it.', { running }),
        remedy: answer.sentence,
      };
  }
}
