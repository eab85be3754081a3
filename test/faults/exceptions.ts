import type { Cell, Expected } from './cell';

interface Exception {
  readonly way?: RegExp;
  readonly kind: RegExp;
  readonly where?: RegExp;
  readonly expected: Expected;
  readonly because: string;
}

const FOR_EVER = /^(error|silence|ignore), for ever$/;

const BOARD = /^(flash|guarded|sd|wireless)$/;
const MIRRORED = /^(FFF|ON_THE_FLY|recovery|resume|two-step)$/;

/** Cells whose end is not that of their row; the first that fits holds. */
const EXCEPTIONS: readonly Exception[] = [
  {
    way: /sd/,
    kind: /^(error|ignore), for ever$/,
    where: /^AT!="showver"$/,
    expected: 'fails',
    because: 'the board’s tool takes the bootrom for a new one, keeps it, and loads no updater',
  },
  {
    way: /sd/,
    kind: /^ignore, for ever$/,
    where: /^AT\+SMSWBOOT=[013],1$/,
    expected: 'fails',
    because: 'the board’s tool looks for ERROR only, and goes on as if the modem had restarted',
  },
  {
    way: /sd/,
    kind: /^(the modem resets|ignore, once)$/,
    where: /^AT\+SMSWBOOT=0,1$/,
    expected: 'fails',
    because: 'the board’s tool looks for ERROR only, asks once, and goes on as if the modem had restarted',
  },
  {
    way: /sd/,
    kind: /^flipByte, once$/,
    where: /^AT\+IPR=/,
    expected: 'fails',
    because: 'the board’s tool loads no updater at the slow rate',
  },
  {
    way: /sd/,
    kind: /^(the modem resets|lateMs 2500, once)$/,
    where: /^run-1: close$/,
    expected: 'succeeds',
    because: 'it is the bootrom that was sent; the board’s tool goes on with the firmware',
  },
  {
    way: /sd/,
    kind: /^apply: fail$/,
    expected: 'succeeds',
    because: 'it is the bootrom that failed; the board’s tool goes on with the firmware',
  },
  {
    way: /sd/,
    kind: /^the modem resets$/,
    where: /^AT\+FSRDFILE=/,
    expected: 'succeeds',
    because: 'the board’s tool reads a crash dump only to show it',
  },
  {
    way: /wireless/,
    kind: /^(unplug|powerCut)$/,
    where: /^begin of (open-board|verify-1)$/,
    expected: 'succeeds',
    because: 'there is no connection yet, or the modem is done, and asked when the board is back',
  },
  {
    way: /wireless/,
    kind: /^unplug$/,
    where: /^middle of run-1$/,
    expected: 'succeeds',
    because: 'the board goes on by itself and is asked when it is back',
  },
  {
    way: BOARD,
    kind: /^boardReset$/,
    where: /^begin of verify-1$/,
    expected: 'succeeds',
    because: 'the modem is done, and asked when the board is back',
  },
  {
    kind: /^(unplug|powerCut)$/,
    where: /^begin of open-board$/,
    expected: 'refused',
    because: 'the port is opened in this step',
  },
  {
    kind: /^diskFull$/,
    where: / of (open-board|upload-.*|wake|prepare-1)$/,
    expected: 'refused',
    because: 'the first step that writes to the modem must be written down first',
  },
  {
    way: BOARD,
    kind: /^boardReset$/,
    where: /^begin of open-board$/,
    expected: 'succeeds',
    because: 'the board is back before it is given up',
  },
  {
    way: /flash|guarded/,
    kind: /^boardReset$/,
    where: /^middle of upload-/,
    expected: 'succeeds',
    because:
      'the file is sent once more from its beginning; to a card that would have to be mounted again first',
  },
  {
    kind: /^cardPulled$/,
    where: /^begin of (open-board|upload-.*)$/,
    expected: 'refused',
    because: 'the card is asked for before anything is written to it',
  },
  {
    kind: /^cardPulled$/,
    where: /^begin of verify-/,
    expected: 'succeeds',
    because: 'all of it was read',
  },
  {
    way: BOARD,
    kind: /^ignore, for ever$/,
    where: /^AT\+SMSWBOOT=\d,1$/,
    expected: 'succeeds',
    because: 'the board’s tool boots it the other way: chosen first, reset then',
  },
  {
    way: BOARD,
    kind: /^flipByte, once$/,
    where: /^AT\+SMSWBOOT=0,1$/,
    expected: 'fails',
    because: 'the modem is in recovery by then, and refuses the other way that the board’s tool tries',
  },
  {
    way: BOARD,
    kind: /^(ignore|error), for ever$/,
    where: /^AT\+IPR=/,
    expected: 'fails',
    because: 'the board’s tool loads no updater at the slow rate',
  },
  {
    way: BOARD,
    kind: /^(ignore|error), for ever$/,
    where: /^AT\+CFUN=4$/,
    expected: 'succeeds',
    because: 'the board’s tool does not look at the answer',
  },
  {
    way: BOARD,
    kind: /^lateMs 2500, once$/,
    where: /^run-1: close$/,
    expected: 'fails',
    because:
      'the board’s tool waits two seconds for it, and takes the late answer for one to its next command',
  },
  {
    way: BOARD,
    kind: /^(flipByte|ignore), once$/,
    where: /^AT\+(SMSTPU|STP$)/,
    expected: 'fails',
    because: 'the board’s tool asks once',
  },
  {
    way: BOARD,
    kind: /^silence, once$/,
    where: /^AT\+IPR=/,
    expected: 'fails',
    because: 'the rate is changed, and the board’s tool does not look for the modem there',
  },
  {
    kind: /^damagedPayload, (once|thrice)$/,
    where: /^load-updater: block/,
    expected: 'succeeds',
    because: 'an updater has no sums to be found wrong by; this one starts with four bytes twice',
  },
  {
    kind: /^damagedPayload, (once|thrice)$/,
    where: /: block/,
    expected: 'fails',
    because:
      'a modem that gives no sums says how much it took in two bytes that nothing protects; it finds the image broken itself',
  },
  {
    kind: FOR_EVER,
    where:
      /^(ATI1|AT\+CGSN|AT!="showver"|AT\+BIND=AT|ATE0|AT\+SMLOG\?|AT\+SQNSUPGRADENTF.*|AT\+SQNWL.*|AT\+SMSWBOOT\?|AT\+IPR.*)$/,
    expected: 'succeeds',
    because: 'it is done without, or another command tells the same',
  },
  {
    way: MIRRORED,
    kind: FOR_EVER,
    where: /^AT\+CFUN=4$/,
    expected: 'succeeds',
    because: 'it is done without, as by the field’s tool',
  },
  {
    way: MIRRORED,
    kind: FOR_EVER,
    where: /^AT\+SMUPGRADE\?$/,
    expected: 'succeeds',
    because: 'the version that the modem runs in the end decides',
  },
  {
    kind: /^error, for ever$/,
    where: /^AT\+SMSWBOOT=\d,1$/,
    expected: 'succeeds',
    because: 'it boots the other way: chosen first, reset then',
  },
  {
    kind: /^silence, for ever$/,
    where: /^AT\+(SMSTPU.*|STP|SMUPGRADE|SMSWBOOT=.*)$/,
    expected: 'succeeds',
    because: 'it is carried out, which shows',
  },
  {
    kind: FOR_EVER,
    where: /^AT\+SMOD\?$/,
    expected: 'refused',
    because: 'a modem that was read and now says nothing is not the one of the plan',
  },
  {
    kind: /^(silence|wrongSession), for ever$/,
    where: /: close$/,
    expected: 'succeeds',
    because: 'the modem closes; its answer is a courtesy',
  },
  {
    way: /ON_THE_FLY|recovery|resume|two-step/,
    kind: /^(ignore|refuse|refuseUnknown), for ever$/,
    where: /transfer-\d: close$/,
    expected: 'fails',
    because: 'it took the image and speaks neither AT nor anything else from then on',
  },
  {
    kind: /^(unplug|powerCut)$/,
    where: /^begin of wake$/,
    expected: 'refused',
    because: 'the port is opened in this step',
  },
  {
    way: MIRRORED,
    kind: /^the modem resets$/,
    where: /: (reset|announce|block)/,
    expected: 'succeeds',
    because: 'it is brought back into the transfer, which begins anew',
  },
  {
    // In recovery it comes up at its other rate, at which it is not looked for so soon.
    way: /FFF|ON_THE_FLY|resume|two-step/,
    kind: /^the modem resets$/,
    where: /: open/,
    expected: 'succeeds',
    because: 'it is brought back into the transfer, which begins anew',
  },
  {
    way: /FFF|recovery|resume|two-step/,
    kind: /^the modem resets$/,
    where: /^AT\+SMUPGRADE\?$/,
    expected: 'succeeds',
    because: 'it is asked that first before it is given anything',
  },
  {
    way: /FFF|ON_THE_FLY|resume|two-step/,
    kind: /^the modem resets$/,
    where: /^(AT(?!\+SMUPGRADE\?)|start )/,
    expected: 'succeeds',
    because: 'it comes back as it was, and is asked or told again',
  },
  {
    way: /recovery/,
    kind: /^the modem resets$/,
    where:
      /^(AT|AT\+SMOD\?|AT\+IPR=.*|AT\+STP|AT\+SMLOG\?|AT\+SMSTPU=.*|start 1|AT\+SQNSUPGRADENTF="success"|ATI1)$/,
    expected: 'succeeds',
    because: 'it is in recovery, and is given its updater once more, or in its firmware when all is done',
  },
  {
    way: /recovery|resume/,
    kind: /^the modem (resets|alone without power)$/,
    where: /^(AT\+CGSN|AT!="showver")$/,
    expected: 'succeeds',
    because: 'it is asked for these at the very end, with its version told',
  },
  {
    way: /flash|guarded|wireless/,
    kind: /^the modem resets$/,
    where: /^AT(?!\+(SMSTPU|SMUPGRADE))/,
    expected: 'succeeds',
    because: 'it is back as it was by the next command; the board’s tool goes on',
  },
  {
    way: /sd/,
    kind: /^the modem resets$/,
    where:
      /^(AT|AT\+(SMOD\?|BIND=AT|SMLOG\?|SQNSUPGRADENTF=.*|SQNWL=.*|CFUN=4|SMSWBOOT=0,1|CGSN)|ATE0|ATI1|AT!="showver")$/,
    expected: 'succeeds',
    because: 'it is back as it was by the next command: before it is given the updater, or with all done',
  },
  {
    way: BOARD,
    kind: /^the modem alone without power$/,
    where: /^(AT|AT\+SMOD\?|AT!="showver"|AT\+CGSN)$/,
    expected: 'refused',
    because: 'the board asks its modem these before anything is begun',
  },
  {
    way: BOARD,
    kind: /^(error|ignore), for ever$/,
    where: /^AT\+FSRDFILE=/,
    expected: 'succeeds',
    because: 'the board’s tool reads a crash dump only to show it',
  },
  {
    way: BOARD,
    kind: /^silence, once$/,
    where: /^AT\+SMSTPU/,
    expected: 'fails',
    because: 'the board’s tool takes no answer for one that makes no sense, and ends',
  },
  {
    way: /flash|guarded|wireless/,
    kind: /^the modem resets$/,
    where: /^AT\+SMUPGRADE\?$/,
    expected: 'succeeds',
    because: 'the tool gives up, and the modem, asked through the board, runs its new version',
  },
  {
    way: BOARD,
    kind: /^(error|ignore), for ever$/,
    where: /^AT\+SMUPGRADE\?$/,
    expected: 'succeeds',
    because: 'the tool gives up, and the modem, asked through the board, runs its new version',
  },
  {
    way: BOARD,
    kind: /^ignore, once$/,
    where: /^AT\+SMUPGRADE$|: close$/,
    expected: 'fails',
    because: 'the board’s tool says it once, and does not look at the answer',
  },
  {
    way: /flash|guarded|wireless/,
    kind: /^silence, once$/,
    where: /^AT\+SMUPGRADE$/,
    expected: 'succeeds',
    because:
      'the board’s tool takes no answer for a failure; the modem, asked through the board, runs its new version',
  },
  {
    way: BOARD,
    kind: /^silence, once$/,
    where: /^AT\+SMUPGRADE$/,
    expected: 'fails',
    because: 'the board’s tool takes no answer for a failure',
  },
];

/** What is stated of a cell in particular. */
export function statedOtherwise({ way, kind, where }: Cell): Expected | undefined {
  return EXCEPTIONS.find(
    (each) => (each.way?.test(way) ?? true) && each.kind.test(kind) && (each.where?.test(where) ?? true),
  )?.expected;
}
