import { silentLogger } from '../../../src/base/logger';
import { UNREAD_MODEM } from '../../../src/modem/modemReading';
import type { PanelState } from '../../../src/ui/panel/panelState';
import { panelView } from '../../../src/ui/panel/panelView';
import type { RecoveryDialogs } from '../../../src/ui/recovery/recoveryDialogs';
import { RecoveryFlow } from '../../../src/ui/recovery/recoveryFlow';
import type { RecoveryView } from '../../../src/ui/panel/messages';
import type { Question } from '../../../src/ui/texts/planTexts';
import { ENGLISH, flowRig } from './flowRig';
import { BOARD_FINDING, NOON } from './samples';

export const PORT = '/dev/ttyACM0';

/** The dialogs of a recovery, with answers from the test. */
class Desk implements RecoveryDialogs {
  agrees = true;
  word: string | undefined;
  pressed: string | undefined;
  readonly told: string[] = [];
  readonly offered: string[] = [];
  readonly questions: string[] = [];

  timesRevealed = 0;
  readonly revealPanel = (): void => {
    this.timesRevealed += 1;
  };
  readonly asked: Question[] = [];
  readonly worded: Question[] = [];
  readonly confirm: RecoveryDialogs['confirm'] = (question) => {
    this.questions.push(question.yes);
    this.asked.push(question);
    return Promise.resolve(this.agrees);
  };
  /** Called while the box for the word is open. */
  beforeWord = (): Promise<void> => Promise.resolve();
  readonly confirmByWord: RecoveryDialogs['confirmByWord'] = async (question, word) => {
    this.worded.push(question);
    await this.beforeWord();
    return this.word === word;
  };
  readonly tell: RecoveryDialogs['tell'] = ({ text }) => void this.told.push(text);
  readonly offer: RecoveryDialogs['offer'] = (text) => {
    this.offered.push(text);
    return Promise.resolve(this.pressed);
  };
}

/** A recovery of the board at `PORT`, whose modem is read like this. */
export function recovery(modem: Partial<typeof UNREAD_MODEM> = {}, initial?: PanelState) {
  const rig = flowRig(initial);
  const dialogs = new Desk();
  rig.configuredPort = PORT;
  rig.service.finding = { ...BOARD_FINDING, modem: { ...UNREAD_MODEM, ...modem } };
  const upgradedAt: string[] = [];
  const flow = new RecoveryFlow({
    ...rig,
    dialogs,
    upgrade: (port) => {
      // The recovery must have ended, because the upgrade is a separate task.
      upgradedAt.push(rig.work.running ? 'busy' : port);
      return Promise.resolve();
    },
    logger: silentLogger,
    speech: ENGLISH,
  });
  const view = () => panelView(rig.store.state, ENGLISH, NOON);
  const cards = (): RecoveryView['cards'] => view().recovery?.cards ?? [];
  return { ...rig, dialogs, flow, upgrades: () => upgradedAt, view, cards, ids: () => idsOf(cards()) };
}

export const idsOf = (cards: RecoveryView['cards']): string[] => cards.map(({ id }) => id);
