import { continuationOf, type Diagnosis, type Finding, type Repair, whatHappened } from '../../upgrade';
import type { Speech } from '../speech';

/** What can be done about a modem, as a list to choose from. */
export interface RecoveryMenu {
  readonly title: string;
  readonly items: readonly RecoveryItem[];
}

export interface RecoveryItem {
  /** One of `CHOICE`, or a repair's identity. */
  readonly choice: string;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

export const CHOICE = { upgrade: 'upgrade', lookAgain: 'look-again', forget: 'forget' } as const;

/** @param filesAtHand names of the files of an upgrade that did not end; null where files would be asked for */
export function recoveryMenu(
  speech: Speech,
  diagnosis: Diagnosis,
  finding: Finding,
  filesAtHand: string | null,
): RecoveryMenu {
  const { sentence, files, unfinished, repairs } = diagnosis;
  const what = unfinished.map((entry) => speech.render(whatHappened(entry)));
  const next = unfinished.flatMap(continuationOf).map(speech.render);
  const item = (choice: string, label: string, detail: string, description = ''): RecoveryItem => ({
    choice,
    label,
    description,
    detail,
  });
  return {
    title: needsNothing(diagnosis) ? attachTitle(speech, finding) : speech.render(sentence),
    items: [
      ...(filesAtHand !== null || files !== null || unfinished.length > 0
        ? [
            item(
              CHOICE.upgrade,
              filesAtHand === null
                ? speech.translate('Upgrade with firmware files…')
                : speech.translate('Repeat the upgrade with {files}', { files: filesAtHand }),
              [...what, ...next, ...(files ? [speech.render(files)] : [])].join(' '),
            ),
          ]
        : []),
      ...repairs.map((repair) =>
        item(
          repair.id,
          speech.render(repair.title),
          beginning(speech.render(repair.how)),
          riskText(speech, repair),
        ),
      ),
      item(
        CHOICE.lookAgain,
        speech.translate('Check again'),
        speech.translate('Reads the board and the modem again.'),
      ),
      ...(unfinished.length > 0
        ? [
            item(
              CHOICE.forget,
              speech.translate('Dismiss the unfinished upgrade'),
              speech.translate('You won’t be reminded of it again.'),
            ),
          ]
        : []),
    ],
  };
}

/** VS Code cuts a line off that is too long; the whole of it stands in the question that follows. */
function beginning(text: string): string {
  const [first = text] = text.match(/^.*?[.!?](?=\s|$)/su) ?? [];
  return first;
}

/** Such a modem may still not get into the network: what helped there is offered all the same. */
export function needsNothing({ condition, unfinished }: Diagnosis): boolean {
  return condition === 'works' && unfinished.length === 0;
}

function attachTitle(speech: Speech, finding: Finding): string {
  const name = finding.kind === 'silent' ? null : (finding.modem.lr ?? finding.modem.build);
  return speech.translate('The modem runs{version}. Still can’t connect to the network?', {
    version: name === null ? '' : ` (${name})`,
  });
}

function riskText(speech: Speech, { risk }: Repair): string {
  switch (risk) {
    case 'harmless':
      return speech.translate('Harmless');
    case 'careful':
      return speech.translate('Changes a setting or the modem’s state');
    case 'drastic':
      return speech.translate('You lose settings or firmware');
  }
}
