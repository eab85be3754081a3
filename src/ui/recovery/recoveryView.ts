import type { PanelView, RecoveryView, RepairCard } from '../panel/messages';
import type { StateIn } from '../panel/panelState';
import type { Speech } from '../speech';
import type { RecoveryState, ShownRepair } from './recoveryState';

/** What a card's button asks for, where that is no repair. */
export const CHOICE = { upgrade: 'upgrade', forget: 'forget' } as const;

/** With these the next useful step is the upgrade; with all others something harmless is tried before. */
const UPGRADE_FIRST: readonly RecoveryState['condition'][] = ['works', 'updater', 'recovery'];
/** They are upgrades: the card that begins one says what they say. */
const UPGRADES = ['upgrade-with-updater', 'upgrade-again'];

/** Such a modem may still not get into the network: what helped there is offered all the same. */
export function needsNothing({ condition, unfinished }: RecoveryState): boolean {
  return condition === 'works' && unfinished.length === 0;
}

export function recoveryHeading(
  { recovery, found }: StateIn<'recovery'>,
  speech: Speech,
): Pick<PanelView, 'headline' | 'lede' | 'remedy'> {
  const { finding } = found;
  if (!needsNothing(recovery))
    return {
      headline: speech.translate('Recover the LTE modem'),
      lede: speech.render(recovery.sentence),
      remedy: null,
    };
  const name = finding.kind === 'silent' ? null : (finding.modem.lr ?? finding.modem.build);
  return {
    headline: speech.translate('The modem needs no recovery'),
    lede: speech.translate('The modem runs{version}. Still can’t connect to the network?', {
      version: name === null ? '' : ` (${name})`,
    }),
    remedy: null,
  };
}

/** A card for each thing that can be done, whole, the next useful step first. */
export function recoveryView({ recovery, chosen }: StateIn<'recovery'>, speech: Speech): RecoveryView {
  const { condition, repairs } = recovery;
  const upgrade = upgradeCard(recovery, chosen.map(({ name }) => name).join(', '), speech);
  const others = repairs.filter(({ id }) => upgrade === null || !UPGRADES.includes(id));
  const isFirst = (repair: ShownRepair): boolean =>
    repair.risk === 'harmless' && !UPGRADE_FIRST.includes(condition);
  const cards = [
    ...others.filter(isFirst).map((repair) => repairCard(repair, speech)),
    ...(upgrade === null ? [] : [upgrade]),
    ...others.filter((repair) => !isFirst(repair)).map((repair) => repairCard(repair, speech)),
    ...(recovery.unfinished.length > 0 ? [forgetCard(recovery, speech)] : []),
  ];
  return { cards: cards.map((card, index) => ({ ...card, primary: index === 0 })) };
}

type Card = Omit<RepairCard, 'primary'>;

/** @param atHand names of the files of an upgrade that did not end; empty where files would be asked for */
function upgradeCard(
  { files, unfinished, repairs }: RecoveryState,
  atHand: string,
  speech: Speech,
): Card | null {
  if (atHand === '' && files === null && unfinished.length === 0) return null;
  const same = repairs.find(({ id }) => UPGRADES.includes(id));
  const texts = [
    ...unfinished,
    ...(files === null ? [] : [files]),
    ...(same === undefined ? [] : [same.how]),
  ];
  return {
    id: CHOICE.upgrade,
    title: same === undefined ? speech.translate('Upgrade the modem') : speech.render(same.title),
    texts: texts.map(speech.render),
    risk: null,
    level: 'careful',
    button:
      atHand === ''
        ? speech.translate('Upgrade with firmware files…')
        : speech.translate('Repeat the upgrade with {files}', { files: atHand }),
  };
}

function repairCard({ id, title, warning, how, risk, by }: ShownRepair, speech: Speech): Card {
  return {
    id,
    title: speech.render(title),
    // What the user must not do unasked is shown only after they agreed to it.
    texts: [speech.render(warning ?? how)],
    risk: riskText(risk, speech),
    level: risk,
    button: buttonOf({ risk, by }, speech),
  };
}

function buttonOf({ risk, by }: Pick<ShownRepair, 'risk' | 'by'>, speech: Speech): string {
  if (by !== 'person') return speech.translate('Run this repair');
  return risk === 'drastic' ? speech.translate('Show the steps…') : speech.translate('Done, check again');
}

function forgetCard({ dismissing }: RecoveryState, speech: Speech): Card {
  const isAsked = dismissing.length > 0;
  return {
    id: CHOICE.forget,
    title: speech.translate('Dismiss the unfinished upgrade'),
    texts: isAsked ? dismissing.map(speech.render) : [speech.translate('You won’t be reminded of it again.')],
    risk: null,
    level: isAsked ? 'drastic' : 'harmless',
    button: isAsked ? speech.translate('Dismiss…') : speech.translate('Dismiss'),
  };
}

function riskText(risk: ShownRepair['risk'], speech: Speech): string {
  switch (risk) {
    case 'harmless':
      return speech.translate('Harmless');
    case 'careful':
      return speech.translate('Changes a setting or the modem’s state');
    case 'drastic':
      return speech.translate('You lose settings or firmware');
  }
}
