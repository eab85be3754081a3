import type { Cell, Expected } from './cell';

interface Exception {
  readonly way?: RegExp;
  readonly kind: RegExp;
  readonly where?: RegExp;
  readonly expected: Expected;
  readonly because: string;
}

const FOR_EVER = /^(error|silence|ignore), for ever$/;

const BOARD = /^(flash|sd|wireless)$/;

/** Cells whose end is not that of their row; the first that fits holds. */
const EXCEPTIONS: readonly Exception[] = [
  {
    kind: /^(unplug|powerCut)$/,
    where: /^begin of open-board$/,
    expected: 'refused',
    because: 'the port is opened in this step',
  },
  {
    way: BOARD,
    kind: /^boardReset$/,
    where: /^begin of open-board$/,
    expected: 'succeeds',
    because: 'the board is back before it is given up',
  },
  {
    way: /flash/,
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
    kind: /, for ever$/,
    where: /^AT\+SMOD\?$/,
    expected: 'fails',
    because: 'the board’s tool asks first, and does not go on',
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
    kind: /^flipByte, once$/,
    where: /^AT\+SMSTPU/,
    expected: 'fails',
    because: 'the board’s tool asks once',
  },
  {
    kind: /^damagedPayload, (once|thrice)$/,
    where: /^load-updater: block/,
    expected: 'either',
    because: 'whether an updater starts that holds four bytes twice is the modem’s secret',
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
    way: /recovery|resume/,
    kind: FOR_EVER,
    where: /^AT\+CFUN=4$/,
    expected: 'succeeds',
    because: 'the updater has no radio',
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
    way: /ON_THE_FLY|recovery|resume/,
    kind: /^(ignore|refuse|refuseUnknown), for ever$/,
    where: /transfer-1: close$/,
    expected: 'fails',
    because: 'it took the image and speaks neither AT nor anything else from then on',
  },
  {
    way: /two-step/,
    kind: /^(ignore|refuse|refuseUnknown), for ever$/,
    where: /transfer-[12]: close$/,
    expected: 'either',
    because: 'the first image is taken while it is written, the second lies beside it',
  },
  {
    kind: /^(unplug|powerCut)$/,
    where: /^begin of wake$/,
    expected: 'refused',
    because: 'the port is opened in this step',
  },
  {
    kind: /^the modem resets$/,
    expected: 'either',
    because: 'a modem that comes back as it was is asked again; one that lost what it was given is not',
  },
  {
    kind: /^the modem alone without power$/,
    where: /^(start \d|.*: close|AT|AT\+SMOD\?|ATI1|AT\+CGSN|AT!="showver")$/,
    expected: 'either',
    because: 'it goes before it has the image, or behind it',
  },
  {
    kind: /^start: lateMs 3600000$/,
    expected: 'either',
    because: 'its updater is awaited before anything is written, its firmware after all is',
  },
  {
    kind: /^cable pulled|power cut$/,
    where: /^(ATI1|AT\+CGSN|AT!="showver")$/,
    expected: 'either',
    because: 'the last word is said before the cable goes',
  },
];

/** What is stated of a cell in particular. */
export function statedOtherwise({ way, kind, where }: Cell): Expected | undefined {
  return EXCEPTIONS.find(
    (each) => (each.way?.test(way) ?? true) && each.kind.test(kind) && (each.where?.test(where) ?? true),
  )?.expected;
}
